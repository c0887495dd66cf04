package kr.codeb.contracts.provisioner;

/**
 * The environment of one release, ready for {@code docker run}.
 *
 * @param version version of the env file it was made from
 * @param envFile path on the App Server for {@code --env-file}
 * @param exportFile path of a shell file to source before, for values that Docker's format cannot carry; may be empty
 */
public record EnvRelease(String version, String envFile, String exportFile) {}
