package kr.codeb.e2e;

/** Breaks what a repair can mend, all at once, and nothing that serves visitors. */
final class Damage {

    private Damage() {}

    /** The project must have an active slot, one in grace, a database and Redis. */
    static void to(Project project) {
        String kept = project.state("blue").equals("grace") ? "blue" : "green";
        project.container(kept).remove();
        Shell.sh("echo HAND=1 >> \"$1\"", Sandbox.root() + "/projects/" + project.name() + "/.env.production")
                .ok();
        Shell.sh("echo '# by hand' >> \"$1\"", project.siteFile().toString()).ok();
        Shell.sh("rm \"$1/preview-$2\"", markers(project), kept).ok();
        Storage.admin("ALTER ROLE " + project.databaseUser() + " PASSWORD 'other'");
        Storage.redis(Sandbox.need("CODEB_REDIS_ADMIN_URL"), "ACL", "DELUSER", project.qualified())
                .ok();
        Shell.run(
                        "pdnsutil",
                        "--config-dir=" + Sandbox.logs().resolveSibling("pdns"),
                        "delete-rrset",
                        Sandbox.baseDomain(),
                        project.qualified() + "-" + kept + ".preview",
                        "A")
                .ok();
    }

    /** The folder of the markers, as the site file names it. */
    static String markers(Project project) {
        return Text.of(project.siteFile())
                .lines()
                .map(String::strip)
                .filter(line -> line.endsWith("/live"))
                .map(line -> line.substring("root ".length(), line.length() - "/live".length()))
                .findFirst()
                .orElseThrow();
    }
}
