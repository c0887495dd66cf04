package kr.codeb.registry.file;

/**
 * What tells one version of a file from the next without reading it.
 *
 * @param identity device and inode
 * @param modified nanoseconds since the epoch
 * @param size bytes
 */
public record Stamp(Object identity, long modified, long size) {}
