package kr.codeb.provisioner.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What {@code env_sync} answers: names and counts, never values.
 *
 * @param variablesSet how many are new
 * @param backup name of the copy of what was there before; absent when nothing was
 * @param warnings what was done as asked and may not be what was meant
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SyncResult(
        int variablesSet,
        int variablesUpdated,
        int variablesUnchanged,
        int variablesRemoved,
        List<String> set,
        List<String> updated,
        List<String> removed,
        String path,
        String backup,
        String version,
        List<Warning> warnings)
        implements WrittenEnv {}
