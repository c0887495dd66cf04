package kr.codeb.operations.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.HoldLost;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Exit;
import kr.codeb.operations.ssh.Remote;
import kr.codeb.operations.testing.Inline;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FenceTest {

    @TempDir
    Path root;

    private Path file;

    @BeforeEach
    void grant() throws IOException {
        file = Files.createDirectories(root.resolve("registry/fences")).resolve("myapp-production");
        Files.writeString(file, "7\n");
    }

    private CommandResult run(long fence, Command command) {
        return new Fence(root.toString())
                .run(new Here(), command, "myapp", Environment.PRODUCTION, new Hold("op_1", fence));
    }

    @Test
    void letsTheLiveHolderThroughWithItsWordsInputAndExit() {
        CommandResult result =
                run(7, Inline.script("cat; echo \"$1\"; exit 5", "it's").reading("in\n"));
        assertEquals(new CommandResult(5, "in\nit's\n", ""), result);
    }

    @Test
    void turnsEarlierHoldersAway() throws IOException {
        assertThrows(HoldLost.class, () -> run(6, Command.of("touch", root + "/made")));
        Files.writeString(file, "0\n");
        assertThrows(HoldLost.class, () -> run(7, Command.of("touch", root + "/made")));
        Files.delete(file);
        assertThrows(HoldLost.class, () -> run(7, Command.of("touch", root + "/made")));
        assertEquals(false, Files.exists(root.resolve("made")));
        // Made here by root, it could not be written by the registry, which is not.
        assertEquals(false, Files.exists(file));
    }

    /** An application's own program may end with any number. */
    @Test
    void takesNoCommandsOwnStatusForItsVerdict() {
        for (Exit exit : Exit.values()) {
            assertEquals(
                    exit.number(),
                    run(7, Inline.script("echo no >&2; exit " + exit.number())).exit());
        }
    }

    @Test
    void waitingForTheLockDoesNotEatTheCommandsTime() throws Exception {
        Process holder = new ProcessBuilder("flock", "-x", file.toString(), "-c", "echo locked; exec sleep 2").start();
        assertEquals('l', holder.getInputStream().read());
        CommandResult result = run(7, Inline.script("sleep 1.2; echo done").within(Duration.ofSeconds(2)));
        assertEquals("done\n", result.out());
    }

    @Test
    void tellsWhenAnEarlierCommandIsStillAtWork() {
        CommandResult busy = new CommandResult(Exit.FENCE_BUSY.number(), "", "FENCE_BUSY\n");
        CodebException told = assertThrows(CodebException.class, () -> Fence.checkVerdict(busy, "myapp"));
        assertEquals(ErrorCode.HOST_UNREACHABLE, told.code());
    }

    /** A new grant takes the lock alone, so it has to wait for a command that runs. */
    @Test
    void holdsTheLockWhileTheCommandRuns() {
        CommandResult result = run(7, Inline.script("flock -n -x \"$1\" true || echo locked", file.toString()));
        assertEquals("locked\n", result.out());
    }

    @Test
    void waitsForACommandWhoseConnectionBroke() throws IOException {
        Path begun = root.resolve("begun");
        Path ended = root.resolve("ended");
        Fence fence = new Fence(root.toString());
        Hold hold = new Hold("op_1", 7);
        Command slow = Inline.script("touch \"$1\"; sleep 0.4; touch \"$2\"", begun.toString(), ended.toString());
        assertThrows(
                CodebException.class, () -> fence.run(new Broken(begun), slow, "myapp", Environment.PRODUCTION, hold));
        Command look = Inline.script("[ ! -e \"$1\" ] || echo ended", ended.toString());
        assertEquals(
                "ended\n",
                fence.run(new Here(), look, "myapp", Environment.PRODUCTION, hold)
                        .out());
        Command beside = Inline.script("flock -n -s \"$1\" true && echo shared", file.toString());
        assertEquals(
                "shared\n",
                fence.run(new Here(), beside, "myapp", Environment.PRODUCTION, hold)
                        .out());
    }

    /** The connection breaks as soon as the command has begun; it goes on. */
    private record Broken(Path begun) implements Remote {

        @Override
        public CommandResult run(Command command) {
            try {
                new ProcessBuilder("/bin/sh", "-c", command.line()).start();
                while (!Files.exists(begun)) {
                    Thread.sleep(10);
                }
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
            throw new CodebException(ErrorCode.HOST_UNREACHABLE, "The connection broke.");
        }

        @Override
        public String name() {
            return "this machine";
        }
    }

    /** This machine, by a real shell. */
    private static final class Here implements Remote {

        @Override
        public CommandResult run(Command command) {
            try {
                Process process = new ProcessBuilder(
                                "/bin/sh", "-c", "timeout " + command.limit().toSeconds() + " " + command.line())
                        .start();
                try (var in = process.getOutputStream()) {
                    in.write(command.input());
                } catch (IOException notRead) {
                    // A command may end without reading its input.
                }
                String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
                return new CommandResult(process.waitFor(), out, err);
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public String name() {
            return "this machine";
        }
    }
}
