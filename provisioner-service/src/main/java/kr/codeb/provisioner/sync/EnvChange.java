package kr.codeb.provisioner.sync;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import kr.codeb.provisioner.env.EnvFile;

/** An env file before and after a sync. */
record EnvChange(EnvFile before, EnvFile after, byte[] bytes) {

    /** @param merge false makes the file exactly the content */
    static EnvChange of(EnvFile before, String content, boolean merge) {
        EnvFile given = EnvFile.parse(content);
        if (!merge) {
            return new EnvChange(before, given, content.getBytes(StandardCharsets.UTF_8));
        }
        EnvFile merged = before.merge(given);
        return new EnvChange(before, merged, merged.bytes());
    }

    List<String> added() {
        Map<String, String> old = before.variables();
        return after.variables().keySet().stream()
                .filter(name -> !old.containsKey(name))
                .toList();
    }

    List<String> updated() {
        Map<String, String> old = before.variables();
        return after.variables().entrySet().stream()
                .filter(now ->
                        old.containsKey(now.getKey()) && !old.get(now.getKey()).equals(now.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    List<String> removed() {
        Map<String, String> now = after.variables();
        return before.variables().keySet().stream()
                .filter(name -> !now.containsKey(name))
                .toList();
    }

    /** Whether this variable is another afterwards, or gone. */
    boolean touches(String name) {
        return updated().contains(name) || removed().contains(name);
    }

    int unchanged() {
        return after.variables().size() - added().size() - updated().size();
    }

    @Override
    public String toString() {
        return "EnvChange[added " + added() + ", updated " + updated() + ", removed " + removed() + "]";
    }
}
