package kr.codeb.provisioner.env;

import kr.codeb.web.Sha256;

/**
 * An env file as it was just read.
 *
 * @param bytes its content
 */
public record StoredEnv(byte[] bytes) {

    public String version() {
        return EnvFile.version(bytes);
    }

    /** @throws kr.codeb.contracts.error.CodebException ENV_INVALID when it does not read as an env file */
    public EnvFile file() {
        return EnvFile.parse(bytes);
    }

    String hash() {
        return Sha256.hex(bytes);
    }

    @Override
    public String toString() {
        return "StoredEnv[" + version() + "]";
    }
}
