package kr.codeb.provisioner.testing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kr.codeb.provisioner.dns.DnsRecord;
import kr.codeb.provisioner.dns.DnsZone;

/** The zone codeb.test in memory. */
public final class FakeZone implements DnsZone {

    private final Fuse fuse;
    /** Name to the addresses that {@link #put} gave it. */
    public final Map<String, List<String>> records = new TreeMap<>();
    /** Records that somebody else made. */
    public final Map<String, List<DnsRecord>> foreign = new TreeMap<>();

    public FakeZone(Fuse fuse) {
        this.fuse = fuse;
    }

    @Override
    public void ping() {}

    @Override
    public String name() {
        return "codeb.test";
    }

    @Override
    public Map<String, List<DnsRecord>> records(Collection<String> names) {
        return fuse.around(() -> {
            Map<String, List<DnsRecord>> found = new TreeMap<>(foreign);
            records.forEach((name, addresses) ->
                    found.put(name, addresses.stream().map(DnsRecord::to).toList()));
            found.keySet().retainAll(names);
            return found;
        });
    }

    @Override
    public void put(Map<String, List<String>> changes) {
        fuse.around(() -> changes.forEach((name, addresses) -> {
            if (addresses.isEmpty()) {
                records.remove(name);
            } else {
                records.put(name, addresses);
            }
        }));
    }
}
