package kr.codeb.provisioner.env;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.Script;

/** The commands that read and write env files. Contents go by standard input only, and are checked before they count. */
final class EnvScripts {

    private static final Script READ = Script.of(EnvScripts.class, "read.sh");
    private static final Script WRITE = Script.of(EnvScripts.class, "write.sh");
    private static final Script REMOVE = Script.of(EnvScripts.class, "remove.sh");
    private static final Script REMOVE_ALL = Script.of(EnvScripts.class, "remove-all.sh");
    private static final Script BACK_UP = Script.of(EnvScripts.class, "back-up.sh");
    private static final Script BACKUPS = Script.of(EnvScripts.class, "backups.sh");
    private static final Script PUT_BACK = Script.of(EnvScripts.class, "put-back.sh");
    private static final Script DERIVE = Script.of(EnvScripts.class, "derive.sh");
    private static final Script BOTH_EXIST = Script.of(EnvScripts.class, "both-exist.sh");

    private EnvScripts() {}

    /** Exits with ABSENT when there is no such file; prints Base64. */
    static Command read(String file) {
        return Command.script(READ, file);
    }

    /** @param found SHA-256 of what must be there, or {@code absent}; otherwise it exits with CHANGED_MEANWHILE */
    static Command write(String file, String found, String becomes, byte[] content) {
        return reading(Command.script(WRITE, file, found, becomes), content);
    }

    static Command remove(String file, String version) {
        return Command.script(REMOVE, file, version);
    }

    static Command removeAll(EnvPlace place) {
        return Command.script(
                REMOVE_ALL,
                place.file(),
                place.backupFolder(),
                place.backupPrefix(),
                place.containerFile(),
                place.releaseFolder());
    }

    static Command backUp(EnvPlace place, int keep) {
        return Command.script(
                BACK_UP, place.file(), place.backupFolder(), place.backupPrefix(), Integer.toString(keep));
    }

    static Command backups(EnvPlace place) {
        return Command.script(BACKUPS, place.backupFolder(), place.backupPrefix());
    }

    static Command putBack(EnvPlace place, String backup, String version) {
        return Command.script(PUT_BACK, place.file(), place.backupFolder() + "/" + backup, version);
    }

    /** Makes what containers are started with. */
    static Command derive(EnvPlace place, DockerEnv env) {
        return derive(env, "", 0, List.of(), List.of(place.containerFile()));
    }

    /** Makes that, and the release's copy; of copies that are not in use only the newest {@code keep} stay. */
    static Command release(EnvPlace place, String version, DockerEnv env, int keep, Collection<String> inUse) {
        return derive(env, place.releaseFolder(), keep, inUse, List.of(place.containerFile(), place.release(version)));
    }

    private static Command derive(
            DockerEnv env, String releases, int keep, Collection<String> inUse, List<String> places) {
        byte[] envFile = env.envFile().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(envFile);
        both.writeBytes(env.exports().getBytes(StandardCharsets.UTF_8));
        List<String> arguments = new ArrayList<>(List.of(
                Integer.toString(envFile.length),
                Integer.toString(both.size()),
                releases,
                Integer.toString(keep),
                String.join(" ", inUse)));
        arguments.addAll(places);
        return reading(Command.script(DERIVE, arguments.toArray(String[]::new)), both.toByteArray());
    }

    static Command bothExist(String file) {
        return Command.script(BOTH_EXIST, file);
    }

    private static Command reading(Command command, byte[] content) {
        return command.reading(content).within(Duration.ofSeconds(30));
    }
}
