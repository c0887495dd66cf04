package kr.codeb.registry.base;

import java.util.regex.Pattern;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;

/** Names of the registry's files. Project names of an adopted registry may be odd, but never lead out of a folder. */
public final class FileNames {

    public static final String SSOT = "ssot.json";
    public static final String REDIS = "redis-db.json";
    public static final String KEYS = "keys.json";
    public static final String SLOTS = "slots";

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private FileNames() {}

    /** @throws CodebException INVALID_PARAMS */
    public static String project(String name) {
        if (name == null || !SAFE.matcher(name).matches()) {
            throw new CodebException(
                    ErrorCode.INVALID_PARAMS, "This is no project's name. Use letters, digits and hyphens.");
        }
        return name;
    }

    /** {@code slots/myapp-production.json} */
    public static String slotFile(String project, Environment environment) {
        return "%s/%s-%s.json".formatted(SLOTS, project(project), environment);
    }
}
