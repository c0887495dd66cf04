package kr.codeb.provisioner.dns;

import java.util.List;
import java.util.Map;

/** The zone of the base domain. Every call fails with DNS_UNAVAILABLE when it cannot be done. */
public interface DnsZone {

    /** Whether the authoritative server answers for the zone. */
    void ping();

    /** The zone's name, which is the base domain. */
    String name();

    /**
     * The A records that names have in the zone now. Nothing is asked over the network, which could cache an absence.
     *
     * @param names full names below the zone
     * @return full name to addresses; a name without records is missing
     */
    Map<String, List<String>> addresses(List<String> names);

    /** Makes A records: each name has exactly these addresses then, none when the list is empty; asked back afterwards. */
    void put(Map<String, List<String>> records);
}
