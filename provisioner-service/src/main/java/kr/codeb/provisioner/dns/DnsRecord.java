package kr.codeb.provisioner.dns;

/**
 * One record of a zone.
 *
 * @param ttl seconds
 * @param content as pdnsutil prints it: an address, a name
 */
public record DnsRecord(String type, int ttl, String content) {

    /** Seconds that the records live which CodeB makes. */
    public static final int TTL = 300;

    /** The A record that CodeB makes for an address. */
    public static DnsRecord to(String address) {
        return new DnsRecord("A", TTL, address);
    }

    @Override
    public String toString() {
        return "%s %s (TTL %d)".formatted(type, content, ttl);
    }
}
