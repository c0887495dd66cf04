package kr.codeb.contracts.scan;

import java.util.List;

/**
 * The env file of a project's environment.
 *
 * @param names of its variables, in its order; never their values
 */
public record EnvScan(boolean exists, List<String> names) {}
