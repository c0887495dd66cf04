package kr.codeb.operations.ssh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import kr.codeb.operations.run.Fence;
import kr.codeb.operations.testing.HostScripts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The services' forced command on a host: what CodeB sends runs as it was sent, and nothing else runs. */
class CodebHostTest {

    private static final int REFUSED = 126;

    @TempDir
    static Path built;

    private static Path codebHost;
    private static Map<String, String> scripts;

    @TempDir
    Path root;

    private Path settings;
    private List<String> docker;

    private record Ended(int exit, byte[] out, String err) {
        String text() {
            return new String(out, StandardCharsets.UTF_8);
        }
    }

    @BeforeAll
    static void build() throws Exception {
        codebHost = HostScripts.build(built);
        scripts = HostScripts.in(codebHost);
    }

    @BeforeEach
    void host() throws IOException {
        Path program = Files.writeString(root.resolve("docker"), "#!/bin/sh\nprintf '%s\\0' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        docker = List.of(program.toString(), "-H", "unix:///run/x.sock");
        settings = Files.writeString(root.resolve("host.conf"), """
                # The services' own names.
                codeb.base-domain=example.com
                codeb.paths.root=%1$s
                codeb.paths.routes=%1$s/routes
                codeb.app.docker=%2$s
                """.formatted(root, String.join(" ", docker)));
        for (String folder : List.of("registry/fences", "env/shop", "projects/shop", "routes")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.writeString(root.resolve("registry/fences/shop-production"), "7\n");
        Files.writeString(root.resolve("env/shop/.env"), "A=hunter2\n");
    }

    @Test
    void theListSaysWhatTheCodeSends() throws Exception {
        assertEquals(List.of(), HostScripts.differences(codebHost, "operations", Fence.class));
    }

    @Test
    void everyFormIsOneThatItKnows() throws Exception {
        Process list = new ProcessBuilder(codebHost.toString(), "--settings", settings.toString(), "--list").start();
        String names = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, list.waitFor());
        assertEquals(List.copyOf(scripts.keySet()), names.lines().toList());
    }

    @Test
    void runsAScriptOfCodebs() throws Exception {
        assertEquals("A=hunter2\n", decoded(run(read(env()))));
        assertEquals("A=hunter2\n", decoded(run(fenced(7, read(env())))));
        assertEquals(Exit.HOLD_LOST.number(), run(fenced(6, read(env()))).exit());
    }

    @Test
    void handsEveryWordOnAsItWasSent() throws Exception {
        for (String word : List.of(
                "plain",
                "two words",
                "it's",
                "'",
                "''''",
                "\"",
                "a\nb",
                "$HOME `id` $(id) ; & | *",
                "\\",
                "é€",
                "a\u001bb")) {
            List<String> create = create("--health-cmd", word);
            assertArrayEquals(
                    String.join("\0", create).concat("\0").getBytes(StandardCharsets.UTF_8),
                    run(docker(create)).out(),
                    word);
        }
    }

    @Test
    void makesContainersWithCodebsOptionsOnly() throws Exception {
        assertEquals(0, run(docker(create())).exit());
        for (List<String> more : List.of(
                List.of("--privileged", "true"),
                List.of("--privileged"),
                List.of("-v", "/:/host"),
                List.of("--volume", "/:/host"),
                List.of("--mount", "type=bind,source=/,target=/host"),
                List.of("--volumes-from", "other"),
                List.of("--pid", "host"),
                List.of("--ipc", "host"),
                List.of("--network", "host"),
                List.of("--network=host"),
                List.of("--net", "host"),
                List.of("--cap-add", "SYS_ADMIN"),
                List.of("--device", "/dev/sda"),
                List.of("--security-opt", "seccomp=unconfined"),
                List.of("--restart", "always"),
                List.of("-p", "0.0.0.0:4100:3000"),
                List.of("--env-file", "/etc/shadow"),
                List.of("--label", "other=x"),
                List.of("--entrypoint", "/bin/sh"),
                List.of("--userns", "host"),
                List.of("--cgroup-parent", "/"),
                List.of("--runtime", "other"),
                List.of("-it"))) {
            assertRefused(docker(create(more.toArray(String[]::new))));
        }
        for (String needed :
                List.of("--network", "--memory", "--cpus", "--pids-limit", "--security-opt", "--cap-drop")) {
            List<String> create = new ArrayList<>(create());
            int at = create.indexOf(needed);
            create.subList(at, at + 2).clear();
            assertRefused(docker(create));
        }
        List<String> withProgram = new ArrayList<>(create());
        withProgram.add("sh");
        assertRefused(docker(withProgram));
    }

    @Test
    void refusesOtherPrograms() throws Exception {
        for (Command other : List.of(
                Command.of("id"),
                Command.of("sh"),
                Command.of("sh", "-c", "id"),
                Command.of("bash", "-c", "id"),
                Command.of("sh", "-c", "id", "read.sh"),
                Command.of("/bin/sh", "-c", script("provisioner/env/read.sh"), "read.sh", env()),
                Command.of("sh", "-ec", script("provisioner/env/read.sh"), "read.sh", env()),
                Command.of("true", "x"),
                Command.of("cat", "/etc/shadow"),
                Command.of("cat", env()),
                Command.of("rm", "-rf", root + "/projects/shop/images.production"),
                Command.of("rm", "-f", "/etc/passwd"),
                Command.of("timeout", "-k", "5", "60", "id"),
                Command.of("timeout", "-k", "5", "60", "true"),
                docker(List.of("run", "busybox")),
                docker(List.of("exec", "shop-production-blue", "sh")),
                docker(List.of("cp", "shop-production-blue:/", "/")),
                docker(List.of("info", "--format", "x", "y")),
                Command.of("docker", "info", "--format", "x"),
                Command.of(docker.getFirst(), "-H", "tcp://10.0.0.1:2375", "info", "--format", "x"),
                Command.of(docker.getFirst(), "info", "--format", "x"))) {
            assertRefused(other);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "true",
                "timeout -k 5 60",
                "timeout -k 5 60 ",
                "timeout -k 5 60  true",
                " timeout -k 5 60 true",
                "timeout -k 5 60 true ",
                "timeout -k 5 60 true\n",
                "timeout -k 5 60 true\nid",
                "timeout -k 5 60 true;id",
                "timeout -k 5 60 true; id",
                "timeout -k 5 60 true && id",
                "timeout -k 5 60 true | id",
                "timeout -k 5 60 true > /tmp/x",
                "timeout -k 5 60 $(id)",
                "timeout -k 5 60 `id`",
                "timeout -k 5 60 'true'",
                "timeout -k 5 60 \"true\"",
                "timeout -k 5 60 tru'e'",
                "timeout -k 5 60 'tr'ue",
                "timeout -k 5 60 'true",
                "timeout -k 5 60 true'",
                "timeout -k 5 60 ''true",
                "timeout -k 5 60 \\true",
                "timeout -k 5 60 t*",
                "timeout -k 5 99999 true",
                "timeout -k 5 infinity true",
                "timeout -k 5 -1 true",
                "timeout -k 5 1d true",
                "timeout -k 9 60 true",
                "timeout -s 9 60 true",
                "LD_PRELOAD=/x timeout -k 5 60 true",
                "internal-sftp",
                "scp -t /",
                "rsync --server . /"
            })
    void refusesWhatIsNotWrittenAsCodebWritesIt(String line) throws Exception {
        assertEquals(REFUSED, runLine(line).exit());
    }

    @Test
    void refusesAScriptThatDiffersByAByte() throws Exception {
        String text = script("provisioner/env/read.sh");
        for (String other : List.of(
                text + "\n",
                text + " ",
                text.substring(1),
                text.replace("base64", "basenc"),
                text.replace("$1", "$2"),
                "")) {
            assertRefused(Command.of("sh", "-c", other, "read.sh", env()));
        }
        assertRefused(Command.of("sh", "-c", text, "write.sh", env()));
        assertRefused(Command.of("sh", "-c", text));
        assertRefused(Command.of("sh", "-c", script("provisioner/site/markers.sh+make-markers.sh"), "markers.sh"));
    }

    @Test
    void refusesPathsElsewhere() throws Exception {
        for (String path : List.of(
                "/etc/shadow",
                "env/shop/.env",
                root + "/env/shop/../../registry/ssot.json",
                root + "/env/../registry/.env",
                root + "/env/shop/./.env",
                root + "//env/shop/.env",
                root + "/env/shop/.env\n",
                root + "/env/shop/.env/",
                root + "x/env/shop/.env",
                root + "/registry/ssot.json",
                root + "/projects/shop/.env.production",
                "")) {
            assertRefused(read(path));
        }
    }

    @Test
    void followsNoLinkOutOfItsFolders() throws Exception {
        Path secret = Files.createDirectories(root.resolve("elsewhere"));
        Files.writeString(secret.resolve(".env"), "B=1\n");
        Files.createSymbolicLink(root.resolve("env/linked"), secret);
        Files.createSymbolicLink(root.resolve("env/shop/.env.staging"), secret.resolve(".env"));

        assertRefused(read(root + "/env/linked/.env"));
        assertRefused(read(root + "/env/shop/.env.staging"));
        Files.createDirectories(root.resolve("routes/shop-production"));
        Files.createSymbolicLink(root.resolve("routes/shop-production/live"), secret);
        assertEquals(
                0,
                run(Command.of("test", "-h", root + "/routes/shop-production/live"))
                        .exit());
    }

    @Test
    void checksTheCommandsWithinACommand() throws Exception {
        assertEquals(
                0,
                run(fenced(7, docker(List.of("stop", "-t", "3", "shop-production-blue"))))
                        .exit());
        assertRefused(fenced(7, Command.of("id")));
        assertRefused(fenced(7, docker(create("--privileged"))));
        assertRefused(fenced(7, fenced(7, Command.of("true"))));
        assertRefused(fenced(7, Command.of("timeout", "-k", "5", "60", "true")));
        String exports = root + "/projects/shop/.env.production.export";
        Command withExports = own("deployer/container/with-exports.sh", exports);
        assertEquals(0, run(withExports.with(docker(create()).words())).exit());
        assertRefused(withExports.with("id"));
        assertRefused(withExports);
        assertRefused(own("deployer/container/with-exports.sh", env())
                .with(docker(create()).words()));
        Command deep = docker(create());
        for (int i = 0; i < 6; i++) {
            deep = withExports.with(deep.words());
        }
        assertRefused(deep);
    }

    @Test
    void wordsThatAShellWouldReadAreThoseOfTheSettings() throws Exception {
        String line = Words.line(docker);
        assertRefused(own("provisioner/init/ports-in-use.sh", "id; " + line));
        assertRefused(own("provisioner/init/ports-in-use.sh", line + " ps; id #"));
        assertRefused(own("provisioner/dns/list-zone.sh", "id; pdnsutil", "example.com"));
        assertRefused(own("provisioner/dns/list-zone.sh", "pdnsutil", "--help"));
        assertRefused(own("provisioner/dns/list-zone.sh", "pdnsutil", "example.org"));
        assertRefused(own("deployer/live/usage.sh", "1=$(id)::/"));
        assertRefused(
                own("deployer/container/engine.sh+resume.sh", "/run/x.sock", "x/../../images/create?fromImage=y"));
        assertRefused(own("deployer/container/engine.sh+resume.sh", "/run/other.sock", "shop-production-blue"));
        assertRefused(own("deployer/health/await-health.sh", "id;", "shop-production-blue"));
    }

    /** What it sources would be a program of whoever can write an env file. */
    @Test
    void exportsAreNoProgram() throws Exception {
        Path exports = root.resolve("projects/shop/.env.production.export");
        Command create = own("deployer/container/with-exports.sh", exports.toString())
                .with(docker(create()).words());
        Files.writeString(exports, "export A=" + Words.quote("one\ntwo's\n") + "\nexport B=x\n");
        assertEquals(0, run(create).exit());
        for (String text : List.of(
                "touch made",
                "export A=x; touch made",
                "export A=$(touch made)",
                "export A='x' B=y",
                "export A='x\n",
                "export A='x'\ntouch made\n",
                "export A='x'\\\ntouch made",
                "export A=\"$(touch made)\"",
                "export A='x'`touch made`",
                "A=x",
                "export PATH='/tmp\n'",
                "export LD_PRELOAD='/tmp/x\n'",
                "export DOCKER_HOST='x\n'",
                "export https_proxy='x\n'")) {
            Files.writeString(exports, text.replace("made", root + "/made"));
            assertEquals(1, run(create).exit(), text);
        }
        assertFalse(Files.exists(root.resolve("made")));
    }

    @Test
    void refusesWhatIsTooLong() throws Exception {
        assertEquals(
                REFUSED, run(docker(create("--health-cmd", "x".repeat(4001)))).exit());
        assertEquals(
                REFUSED, runLine("timeout -k 5 60 " + "true ".repeat(24_100)).exit());
    }

    @Test
    void saysWhichProgramAndNothingMore() throws Exception {
        Ended refused = run(docker(create("--env", "PASSWORD=hunter2")));

        assertEquals(REFUSED, refused.exit());
        assertTrue(refused.err().startsWith("codeb-host: This key may not run " + docker.getFirst()), refused.err());
        assertEquals(1, refused.err().lines().count());
        assertFalse(refused.err().contains("hunter2"));
        assertFalse(run(Command.of("hunter2 and more")).err().contains("hunter2"));
    }

    @Test
    void believesNoSettingsThatOthersCanWrite() throws Exception {
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-rw-r--"));
        assertEquals(REFUSED, run(Command.of("true")).exit());
        Files.delete(settings);
        assertEquals(REFUSED, run(Command.of("true")).exit());
    }

    @Test
    void aClientsVariablesDoNotComeAlong() throws Exception {
        Path program = root.resolve("docker");
        Files.writeString(program, "#!/bin/sh\nenv\n");
        ProcessBuilder start = start(line(docker(List.of("info", "--format", "x"))));
        start.environment().putAll(Map.of("DOCKER_HOST", "x", "LC_ALL", "x", "BASH_ENV", "x", "ENV", "x"));
        String said = ended(start).text();
        assertTrue(said.contains("PATH="), said);
        assertFalse(said.contains("=x"), said);
    }

    private String env() {
        return root + "/env/shop/.env";
    }

    private static String script(String name) {
        String text = scripts.get(name);
        assertTrue(text != null, name);
        return text;
    }

    private static Command own(String name, String... arguments) {
        return Command.script(new Script(name.replaceFirst(".*[/+]", ""), script(name)), arguments);
    }

    private static Command read(String file) {
        return own("provisioner/env/read.sh", file);
    }

    private Command fenced(int number, Command command) {
        return own(
                        "operations/run/fence.sh",
                        root + "/registry/fences/shop-production",
                        Integer.toString(number),
                        "-s",
                        "10",
                        "60")
                .with(command.words());
    }

    private Command docker(List<String> words) {
        return Command.of(docker).with(words.subList(words.getFirst().equals("-H") ? 2 : 0, words.size()));
    }

    /** What {@code docker} is given for a container, with these words before the image. */
    private List<String> create(String... more) {
        List<String> words = new ArrayList<>(
                List.of("-H", "unix:///run/x.sock", "create", "--name", "shop-production-blue-fresh-0a1b2c3d"));
        words.addAll(List.of("--restart", "no", "--label", "codeb.project=shop", "--network", "codeb-apps"));
        words.addAll(List.of("-p", "127.0.0.1:4100:3000", "--memory", "512m", "--cpus", "1.5", "--pids-limit", "512"));
        words.addAll(List.of("--security-opt", "no-new-privileges", "--cap-drop", "ALL", "--cap-add", "CHOWN"));
        words.addAll(List.of("--env-file", root + "/projects/shop/.env.production"));
        words.addAll(List.of(more));
        words.add("ghcr.io/org/shop:v1@sha256:" + "ab".repeat(32));
        return words;
    }

    private void assertRefused(Command command) throws Exception {
        Ended ended = run(command);
        assertEquals(REFUSED, ended.exit(), () -> command.line() + ": " + ended.err());
        assertEquals(0, ended.out().length);
    }

    private static String decoded(Ended ended) {
        assertEquals(0, ended.exit(), ended.err());
        return new String(Base64.getMimeDecoder().decode(ended.out()), StandardCharsets.UTF_8);
    }

    private Ended run(Command command) throws Exception {
        return runLine(line(command));
    }

    private static String line(Command command) {
        return "timeout -k 5 60 " + command.line();
    }

    private Ended runLine(String line) throws Exception {
        return ended(start(line));
    }

    private ProcessBuilder start(String line) {
        ProcessBuilder start = new ProcessBuilder(codebHost.toString(), "--settings", settings.toString());
        start.environment().put("SSH_ORIGINAL_COMMAND", line);
        return start.redirectError(root.resolve("err").toFile());
    }

    private Ended ended(ProcessBuilder start) throws Exception {
        Process process = start.start();
        process.getOutputStream().close();
        byte[] out = process.getInputStream().readAllBytes();
        return new Ended(process.waitFor(), out, Files.readString(root.resolve("err")));
    }
}
