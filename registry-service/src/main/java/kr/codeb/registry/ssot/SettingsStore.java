package kr.codeb.registry.ssot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SettingDifference;
import kr.codeb.contracts.registry.SettingsChanged;
import kr.codeb.contracts.registry.SettingsChanged.FromTo;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.hold.Holds;
import kr.codeb.registry.hold.MadeNotes;
import kr.codeb.registry.store.DocumentStore;
import kr.codeb.registry.store.Json;
import kr.codeb.settings.RegistryConfig;

/** Changes the settings of an environment, and compares them. */
@Singleton
class SettingsStore {

    private static final String CHANGED = "settings";

    private final DocumentStore store;
    private final TakenPorts takenPorts;
    private final Holds holds;
    private final MadeNotes madeNotes;
    private final int graceHours;

    SettingsStore(DocumentStore store, TakenPorts takenPorts, Holds holds, MadeNotes madeNotes, RegistryConfig config) {
        this.store = store;
        this.takenPorts = takenPorts;
        this.holds = holds;
        this.madeNotes = madeNotes;
        graceHours = config.graceHours();
    }

    /**
     * Changes settings. What changes is noted first, so that the same operation gets the same answer again.
     *
     * @param wanted by name
     * @throws CodebException PROJECT_NOT_FOUND, INVALID_PARAMS; then nothing was changed
     */
    SettingsChanged change(String project, Environment environment, ObjectNode wanted, Hold hold) {
        Map<String, FromTo> now = settings(project, environment).changes(wanted);
        Map<String, FromTo> changed = changesOf(madeNotes.once(hold, CHANGED, () -> text(now)));
        return store.change(transaction -> {
            holds.check(hold, project, environment);
            ObjectNode entry = entry(transaction.read(FileNames.SSOT).orElseThrow(), project, environment);
            ObjectNode next = new EnvironmentSettings(entry, environment, graceHours).changed(changed, environment);
            if (!next.equals(entry)) {
                transaction.put(FileNames.SSOT, next, "projects", project);
            }
            return new SettingsChanged(changed, Ssot.project(project, next, takenPorts.allocated()));
        });
    }

    /** Where the params differ from what is there; nothing when the environment is not there yet. */
    List<SettingDifference> differences(String project, Environment environment, ObjectNode given) {
        return Ssot.entry(store.read(FileNames.SSOT).orElseThrow(), project)
                .filter(entry -> Ssot.settings(entry, environment).isPresent())
                .map(entry -> new EnvironmentSettings(entry, environment, graceHours).differences(given))
                .orElse(List.of());
    }

    private EnvironmentSettings settings(String project, Environment environment) {
        return new EnvironmentSettings(
                entry(store.read(FileNames.SSOT).orElseThrow(), project, environment), environment, graceHours);
    }

    private static ObjectNode entry(ObjectNode ssot, String project, Environment environment) {
        return Ssot.entry(ssot, project)
                .filter(entry -> Ssot.settings(entry, environment).isPresent())
                .orElseThrow(() -> new CodebException(
                        ErrorCode.PROJECT_NOT_FOUND,
                        "There is no project %s with a %s environment. Call workflow_init first."
                                .formatted(project, environment)));
    }

    private static String text(Map<String, FromTo> changes) {
        return new String(Json.bytes(changes), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Map<String, FromTo> changesOf(String noted) {
        try {
            return Json.MAPPER.readValue(noted, new TypeReference<>() {});
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
