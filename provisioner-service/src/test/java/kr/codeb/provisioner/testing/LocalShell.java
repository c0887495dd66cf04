package kr.codeb.provisioner.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Remote;

/** A host for tests: this one, with a real shell and real files; programs can be put in front of the real ones. */
public final class LocalShell implements Remote {

    private final Path programs;
    private final Fuse fuse;

    public LocalShell(Path programs, Fuse fuse) throws IOException {
        this.programs = Files.createDirectories(programs);
        this.fuse = fuse;
    }

    /** A program of this name is this script from now on. */
    public LocalShell program(String name, String script) {
        try {
            Path file = programs.resolve(name);
            Files.writeString(file, "#!/bin/sh\n" + script + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
            return this;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public CommandResult run(Command command) {
        return fuse.around(() -> execute(command));
    }

    private CommandResult execute(Command command) {
        try {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command.line());
            builder.environment().put("PATH", programs + ":/usr/sbin:/usr/bin:/sbin:/bin");
            Process process = builder.start();
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
            try (OutputStream in = process.getOutputStream()) {
                in.write(command.input());
            } catch (IOException notRead) {
                // A command may end without reading its input.
            }
            String out = read(process.getInputStream());
            return new CommandResult(process.waitFor(), out, err.join());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String read(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public String name() {
        return "the app server";
    }
}
