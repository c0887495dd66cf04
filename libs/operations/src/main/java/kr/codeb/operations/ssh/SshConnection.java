package kr.codeb.operations.ssh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kr.codeb.settings.SshSettings;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;

/** One open SSH connection, logged in. How many commands it runs at a time is up to whoever holds it. */
final class SshConnection implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int COMPLAINT = 64 << 10;

    static {
        // The JDK has all that our connections need; Bouncy Castle costs 20 MB of memory and a second at the first one.
        SecurityUtils.setRegisterBouncyCastle(false);
        Security.addProvider(new EcdsaName());
    }

    private final SSHClient client;
    private final SshLimits limits;

    /** @throws IOException when the host does not answer in time, shows another key, or refuses ours */
    SshConnection(SshSettings settings, SshLimits limits) throws IOException {
        this.limits = limits;
        DefaultConfig config = new DefaultConfig();
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        client = new SSHClient(config);
        client.setSocketFactory(new PromptSockets((int) limits.connect().toMillis()));
        client.setConnectTimeout((int) limits.connect().toMillis());
        // A server that accepts and says nothing would be listened to for ever.
        int silence = (int) limits.silence().toMillis();
        client.setTimeout(silence);
        client.getTransport().setTimeoutMs(silence);
        client.addHostKeyVerifier(
                new OpenSSHKnownHosts(settings.knownHostsFile().toFile()));
        Thread limit = closedAfter(limits.login());
        try {
            client.connect(settings.host(), settings.port());
            client.authPublickey(settings.user(), settings.keyFile().toString());
            client.getSocket().setSoTimeout(0);
            client.getConnection().setTimeoutMs(silence);
            // Only after authentication: heartbeats during the key exchange break strict servers (sshj #910, #933).
            KeepAliveRunner heartbeat = (KeepAliveRunner) client.getConnection().getKeepAlive();
            heartbeat.setKeepAliveInterval(2);
            heartbeat.setMaxAliveCount(3);
            heartbeat.start();
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        } finally {
            limit.interrupt();
        }
    }

    /** A server that says a byte now and then is silent never, and yet it does not let us in. */
    private Thread closedAfter(Duration login) {
        return Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(login);
                close();
            } catch (InterruptedException loggedIn) {
                // In time.
            }
        });
    }

    boolean usable() {
        return client.isConnected() && client.isAuthenticated();
    }

    /** Opens a channel; nothing has run yet when this fails, so the caller may try elsewhere. */
    Session open() throws IOException {
        try {
            return client.startSession();
        } catch (IllegalStateException justDied) {
            throw new ConnectionException("the connection ended", justDied);
        }
    }

    /**
     * Runs a command in a channel, which is closed then.
     *
     * @throws OutputTooLong when it ended and had said more than it may
     * @throws Unended when the host does not end it; the connection is good for others still
     * @throws IOException when the connection broke; the command may be running still, or may have run
     */
    CommandResult run(Session session, Command command) throws IOException {
        long seconds = Math.max(1, command.limit().toSeconds());
        try {
            Session.Command running = session.exec("timeout -k 5 " + seconds + " " + command.line());
            Output out = Output.first(command.keeping(), running.getInputStream());
            Output err = Output.last(COMPLAINT, running.getErrorStream());
            feed(running, command.input());
            awaitEnd(running, out, err, Duration.ofSeconds(seconds).plus(limits.grace()));
            Integer exit = running.getExitStatus();
            if (exit == null && running.getExitSignal() == null) {
                throw usable() && running.isOpen()
                        ? new Unended()
                        : new ConnectionException("the connection ended before the command did");
            }
            if (out.isCut()) {
                throw new OutputTooLong(command.keeping());
            }
            return new CommandResult(exit == null ? 128 : exit, out.text(), err.text());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ConnectionException("interrupted", stopping);
        } finally {
            closeQuietly(session);
        }
    }

    /**
     * Runs a command in a channel, which is closed then, and hands over each line of its output as it comes.
     *
     * @throws IOException when the connection broke
     */
    CommandResult follow(Session session, Command command, Consumer<String> line) throws IOException {
        long seconds = Math.max(1, command.limit().toSeconds());
        try {
            Session.Command running = session.exec("timeout -k 5 " + seconds + " " + command.line());
            Output err = Output.last(COMPLAINT, running.getErrorStream());
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(running.getInputStream(), StandardCharsets.UTF_8));
            for (String said = out.readLine(); said != null; said = out.readLine()) {
                line.accept(said);
            }
            err.await(limits.lingering());
            running.join(limits.lingering().toMillis(), TimeUnit.MILLISECONDS);
            if (running.getExitStatus() == null) {
                throw new ConnectionException("the connection ended before the command did");
            }
            return new CommandResult(running.getExitStatus(), "", err.text());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ConnectionException("interrupted", stopping);
        } finally {
            closeQuietly(session);
        }
    }

    /**
     * Until the command has ended and all it said is here. Something that it left behind may keep its output open: once
     * the command itself has ended, that is waited for only shortly.
     */
    private void awaitEnd(Session.Command running, Output out, Output err, Duration limit)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        long lingering = 0;
        while (!(out.await(LOOK) && err.await(LOOK))) {
            if (running.getExitStatus() != null && lingering == 0) {
                lingering = System.nanoTime() + limits.lingering().toNanos();
            }
            if (System.nanoTime() > (lingering == 0 ? deadline : lingering)) {
                return;
            }
        }
        try {
            running.join(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ConnectionException late) {
            if (running.getExitStatus() == null && running.getExitSignal() == null && !running.isOpen()) {
                throw late;
            }
        }
    }

    private static void feed(Session.Command running, byte[] input) throws IOException {
        try (OutputStream stdin = running.getOutputStream()) {
            stdin.write(input);
        } catch (IOException gone) {
            // A command may end without reading all it was given; its exit status tells more than this.
            if (running.isOpen() && running.getExitStatus() == null && input.length > 0) {
                throw gone;
            }
        }
    }

    private static void closeQuietly(Session session) {
        try {
            session.close();
        } catch (IOException alreadyGone) {
            // What became of the command is known by now.
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException | UncheckedIOException alreadyGone) {
            // Nothing is left to close.
        }
    }

    /** The command said more than may be kept. It has ended. */
    static final class OutputTooLong extends IOException {

        OutputTooLong(int bytes) {
            super("it printed more than %d bytes".formatted(bytes));
        }
    }

    /** The command did not end although its time was over. */
    static final class Unended extends IOException {

        Unended() {
            super("it did not end in its time, and could not be ended");
        }
    }
}
