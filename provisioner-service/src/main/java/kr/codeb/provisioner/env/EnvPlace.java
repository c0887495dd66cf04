package kr.codeb.provisioner.env;

import kr.codeb.contracts.registry.Environment;

/**
 * Where the env files of a project's environment are on the App Server.
 *
 * @param root CodeB's own folder
 */
public record EnvPlace(String root, String project, Environment environment) {

    /** The one truth. */
    public String file() {
        return folder() + "/" + fileName();
    }

    public String folder() {
        return root + "/env/" + project;
    }

    public String backupFolder() {
        return root + "/env-backup/" + project;
    }

    /** What a backup's name begins with; seconds since 1970 follow. */
    public String backupPrefix() {
        return fileName() + ".";
    }

    public String projectFolder() {
        return root + "/projects/" + project;
    }

    /** What {@code docker run} reads; the shell file beside it ends in {@code .export}. */
    public String containerFile() {
        return projectFolder() + "/.env." + environment;
    }

    /** Copies of what {@code docker run} reads, one for each version that was released. */
    public String releaseFolder() {
        return projectFolder() + "/releases/" + environment;
    }

    public String release(String version) {
        return releaseFolder() + "/" + version;
    }

    private String fileName() {
        return environment == Environment.PRODUCTION ? ".env" : ".env." + environment;
    }
}
