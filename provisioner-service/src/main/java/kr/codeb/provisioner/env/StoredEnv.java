package kr.codeb.provisioner.env;

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
        return EnvFile.hash(bytes);
    }

    @Override
    public String toString() {
        return "StoredEnv[" + version() + "]";
    }
}
