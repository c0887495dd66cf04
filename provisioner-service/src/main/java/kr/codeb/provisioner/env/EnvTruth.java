package kr.codeb.provisioner.env;

import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/**
 * The env file as it is now, as far as it can be read.
 *
 * @param exists false also when nobody could look
 * @param damage why it does not read as an env file; null when it does
 * @param unreachable why nobody could look; null when somebody did
 */
public record EnvTruth(
        boolean exists, Optional<EnvFile> file, String version, String damage, CodebException unreachable) {

    public static EnvTruth read(EnvStore store, EnvPlace place) {
        Optional<StoredEnv> stored;
        try {
            stored = store.read(place);
        } catch (CodebException failed) {
            return failed.code() == ErrorCode.ENV_INVALID
                    ? new EnvTruth(true, Optional.empty(), null, failed.getMessage(), null)
                    : new EnvTruth(false, Optional.empty(), null, null, failed);
        }
        if (stored.isEmpty()) {
            return new EnvTruth(false, Optional.empty(), null, null, null);
        }
        try {
            return new EnvTruth(
                    true, Optional.of(stored.get().file()), stored.get().version(), null, null);
        } catch (CodebException invalid) {
            return new EnvTruth(true, Optional.empty(), stored.get().version(), invalid.getMessage(), null);
        }
    }

    @Override
    public String toString() {
        return "EnvTruth[" + version + "]";
    }
}
