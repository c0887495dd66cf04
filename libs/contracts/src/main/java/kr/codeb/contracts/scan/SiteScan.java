package kr.codeb.contracts.scan;

/**
 * The site file.
 *
 * @param matches whether it is what the registry says; null when the registry cannot be read
 * @param domain the primary domain
 */
public record SiteScan(String path, boolean exists, Boolean matches, String domain) {}
