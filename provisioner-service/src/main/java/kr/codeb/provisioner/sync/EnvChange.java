package kr.codeb.provisioner.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.provisioner.env.EnvFile;
import kr.codeb.provisioner.env.StoredEnv;

/** An env file before and after a change. */
record EnvChange(EnvFile before, StoredEnv after) {

    /**
     * What a sync makes of a file.
     *
     * @param merge false makes the file exactly the content
     * @param remove names of variables that go
     * @throws CodebException ENV_INVALID
     */
    static EnvChange of(EnvFile before, SyncContent content, boolean merge, Collection<String> remove) {
        List<String> both =
                remove.stream().filter(content.file().variables()::containsKey).toList();
        if (!both.isEmpty()) {
            throw new CodebException(
                    ErrorCode.ENV_INVALID,
                    "%s is to be set and removed at once. Leave it out of one of them.".formatted(both.getFirst()));
        }
        if (!merge && !content.isEmpty()) {
            return new EnvChange(before, new StoredEnv(content.bytes()));
        }
        EnvFile merged = before.merge(content.file()).without(remove);
        return new EnvChange(before, new StoredEnv(merged.bytes()));
    }

    List<String> added() {
        Map<String, String> old = before.variables();
        return now().keySet().stream().filter(name -> !old.containsKey(name)).toList();
    }

    List<String> updated() {
        Map<String, String> old = before.variables();
        return now().entrySet().stream()
                .filter(variable -> old.containsKey(variable.getKey())
                        && !old.get(variable.getKey()).equals(variable.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    List<String> removed() {
        Map<String, String> now = now();
        return before.variables().keySet().stream()
                .filter(name -> !now.containsKey(name))
                .toList();
    }

    /** Whether this variable is another afterwards, or gone. */
    boolean touches(String name) {
        String old = before.variables().get(name);
        return old != null && !Objects.equals(old, now().get(name));
    }

    int unchanged() {
        return now().size() - added().size() - updated().size();
    }

    /**
     * What was done as asked and may not be what was meant.
     *
     * @param asked names that the caller wants removed
     */
    List<Warning> warnings(SyncContent content, int containerPort, Collection<String> asked) {
        List<Warning> warnings = new ArrayList<>(content.cutValues());
        String port = now().get("PORT");
        if (port != null && !port.equals(Integer.toString(containerPort))) {
            warnings.add(new Warning(
                    "PORT",
                    "It is not the project's containerPort, %d, at which the application is asked. Change one of them."
                            .formatted(containerPort)));
        }
        removed().stream()
                .filter(name -> !asked.contains(name))
                .map(name -> new Warning(
                        name,
                        "It was removed, since the content lacks it and merge = false makes the file exactly that."))
                .forEach(warnings::add);
        return warnings;
    }

    private Map<String, String> now() {
        return after.file().variables();
    }

    @Override
    public String toString() {
        return "EnvChange[added " + added() + ", updated " + updated() + ", removed " + removed() + "]";
    }
}
