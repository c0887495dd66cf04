package kr.codeb.contracts.provisioner;

import java.util.List;
import java.util.Map;

/**
 * An env file as {@code env_get} shows it.
 *
 * @param variables name to value, masked unless asked to reveal; in the file's order
 * @param backups names of the kept backups, newest first
 */
public record EnvView(Map<String, String> variables, String version, List<String> backups) {

    @Override
    public String toString() {
        return "EnvView[" + variables.keySet() + ", " + version + "]";
    }
}
