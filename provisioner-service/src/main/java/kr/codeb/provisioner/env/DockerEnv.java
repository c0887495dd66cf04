package kr.codeb.provisioner.env;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import kr.codeb.operations.ssh.Words;

/**
 * An env file in the two forms that {@code docker run} needs. Docker's own format knows no quotes, so values are written there as
 * they are; one that does not fit on such a line (a line break, or more than 60 KiB) is written there as a bare name, which
 * Docker takes from its client's environment, and is exported by a shell file that is sourced before.
 *
 * @param envFile for {@code --env-file}
 * @param exports for the shell; empty when nothing needs it
 */
record DockerEnv(String envFile, String exports) {

    private static final int LONGEST_LINE = 60 * 1024;
    private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** Names that mean something to the shell or to Docker's client, in whose environment the value has to be. */
    private static final Pattern DANGEROUS = Pattern.compile(
            "PATH|HOME|IFS|ENV|PWD|OLDPWD|SHELL|SHELLOPTS|BASHOPTS|BASH_.*|PS[0-9]|UID|EUID|PPID|OPTIND|OPTARG|_|CDPATH|LD_.*|"
                    + "DOCKER_.*|BUILDKIT_.*|COMPOSE_.*|GO[A-Z]+|GODEBUG|MALLOC_.*|GLIBC_.*|GCONV_PATH|LOCPATH|NLSPATH|"
                    + "(?i:.*_PROXY)|SSL_CERT_FILE|SSL_CERT_DIR|XDG_.*|TMPDIR|LANG|LANGUAGE|LC_.*|CODEB_.*");

    /** @throws kr.codeb.contracts.error.CodebException ENV_INVALID when a value cannot be carried into a container */
    static DockerEnv of(EnvFile file) {
        Map<String, Integer> numbers = new HashMap<>();
        file.assignments().forEach(assignment -> numbers.put(assignment.name(), assignment.number()));
        StringBuilder envFile = new StringBuilder();
        StringBuilder exports = new StringBuilder();
        file.variables().forEach((name, value) -> {
            if (fitsOnLine(name, value)) {
                envFile.append(name).append('=').append(value).append('\n');
                return;
            }
            if (!SHELL_NAME.matcher(name).matches() || DANGEROUS.matcher(name).matches()) {
                throw EnvInvalid.at(
                        numbers.get(name),
                        ("gives %s a value with line breaks or of more than 60 KiB, which a "
                                        + "variable of this name cannot carry into a container. Choose another name or encode the value.")
                                .formatted(name));
            }
            envFile.append(name).append('\n');
            exports.append("export ")
                    .append(name)
                    .append('=')
                    .append(Words.quote(value))
                    .append('\n');
        });
        return new DockerEnv(envFile.toString(), exports.toString());
    }

    private static boolean fitsOnLine(String name, String value) {
        return value.indexOf('\n') < 0
                && value.indexOf('\r') < 0
                && name.length() + value.getBytes(StandardCharsets.UTF_8).length < LONGEST_LINE;
    }

    @Override
    public String toString() {
        return "DockerEnv[REDACTED]";
    }
}
