package kr.codeb.registry.file;

/**
 * What became of a damaged file.
 *
 * @param restoredFrom the version that stands in its place now, {@code memory} or the name of a kept version
 * @param damaged where the damaged file was put; null when it was gone
 */
public record Restored(String file, String restoredFrom, String damaged) {}
