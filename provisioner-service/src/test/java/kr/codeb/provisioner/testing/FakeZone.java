package kr.codeb.provisioner.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kr.codeb.provisioner.dns.DnsZone;

/** The zone codeb.test in memory. */
public final class FakeZone implements DnsZone {

    private final Fuse fuse;
    public final Map<String, List<String>> records = new TreeMap<>();

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
    public Map<String, List<String>> addresses(List<String> names) {
        return fuse.around(() -> {
            Map<String, List<String>> found = new TreeMap<>(records);
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
