package kr.codeb.provisioner.scan;

import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.provisioner.env.EnvFile;
import kr.codeb.provisioner.env.EnvPlace;
import kr.codeb.provisioner.env.EnvStore;
import kr.codeb.provisioner.env.StoredEnv;

/**
 * The env file as it stands, as far as it can be read.
 *
 * @param exists false also when nobody could look
 * @param damage why it does not read as an env file; null when it does
 * @param away why nobody could look; null when somebody did
 */
record EnvTruth(boolean exists, Optional<EnvFile> file, String version, String damage, CodebException away) {

    static EnvTruth read(EnvStore store, EnvPlace place) {
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
