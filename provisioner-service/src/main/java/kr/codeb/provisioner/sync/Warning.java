package kr.codeb.provisioner.sync;

/**
 * What was done as asked and may not be what was meant.
 *
 * @param name of the variable
 */
record Warning(String name, String message) {}
