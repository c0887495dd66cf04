package kr.codeb.registry.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.AccessDeniedException;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/** Sentences about files that cannot be used. */
public final class Damage {

    private Damage() {}

    /** @param why ends the sentence "ssot.json cannot be used: …", without a full stop */
    public static CodebException of(String file, String why) {
        return new CodebException(
                ErrorCode.REGISTRY_CORRUPT,
                ("The registry file %1$s cannot be used: %2$s. Repair it by hand, or bring the last good version back with "
                                + "`POST /files/restore {\"file\": \"%1$s\"}` on the registry.")
                        .formatted(file, why),
                Map.of("file", file));
    }

    /** Jackson's reason without the source excerpt, which may hold anything. */
    public static String reason(Exception failure) {
        if (failure instanceof JsonProcessingException json) {
            var at = json.getLocation();
            String where = at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
            return json.getOriginalMessage()
                            .lines()
                            .findFirst()
                            .orElse("it is not JSON")
                            .replaceFirst(" \\(start marker.*", "")
                    + where;
        }
        if (failure instanceof AccessDeniedException) {
            return "it belongs to another account, so it need not be damaged; as root run chown --reference on it, with the folder that it is in";
        }
        return String.valueOf(failure.getMessage());
    }
}
