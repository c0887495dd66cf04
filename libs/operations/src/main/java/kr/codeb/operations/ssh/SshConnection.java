package kr.codeb.operations.ssh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;

/** One open SSH connection, which runs a few commands at a time (sshd's MaxSessions is 10 by default). */
final class SshConnection implements AutoCloseable {

    static final int MOST_AT_ONCE = 5;
    private static final Duration GRACE = Duration.ofSeconds(10);

    static {
        // The JDK has all that our connections need; Bouncy Castle costs 20 MB of memory and a second at the first one.
        SecurityUtils.setRegisterBouncyCastle(false);
        Security.addProvider(new EcdsaName());
    }

    private final SSHClient client;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);

    /** @throws IOException when the host does not answer, shows another key, or refuses ours */
    SshConnection(SshSettings settings) throws IOException {
        DefaultConfig config = new DefaultConfig();
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        client = new SSHClient(config);
        client.setSocketFactory(new PromptSockets());
        client.setConnectTimeout(5_000);
        client.addHostKeyVerifier(
                new OpenSSHKnownHosts(settings.knownHostsFile().toFile()));
        try {
            client.connect(settings.host(), settings.port());
            client.authPublickey(settings.user(), settings.keyFile().toString());
            client.getConnection().setTimeoutMs(5_000);
            // Only after authentication: heartbeats during the key exchange break strict servers (sshj #910, #933).
            KeepAliveRunner heartbeat = (KeepAliveRunner) client.getConnection().getKeepAlive();
            heartbeat.setKeepAliveInterval(2);
            heartbeat.setMaxAliveCount(3);
            heartbeat.start();
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    boolean usable() {
        return client.isConnected() && client.isAuthenticated();
    }

    boolean tryTake() {
        return free.tryAcquire();
    }

    boolean tryTake(Duration patience) throws InterruptedException {
        return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    void giveBack() {
        free.release();
    }

    /** Opens a channel; nothing has run yet when this fails, so the caller may try elsewhere. */
    Session open() throws IOException {
        return client.startSession();
    }

    /** @throws IOException when the connection broke; the command may be running still, or may have run */
    CommandResult run(Session session, Command command) throws IOException {
        long seconds = Math.max(1, command.limit().toSeconds());
        try (session) {
            Session.Command running = session.exec("timeout -k 5 " + seconds + " " + command.line());
            CompletableFuture<String> out = drain(running.getInputStream());
            CompletableFuture<String> err = drain(running.getErrorStream());
            feed(running, command.input());
            running.join(command.limit().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            String said = await(out);
            String complained = await(err);
            Integer exit = running.getExitStatus();
            if (exit == null && running.getExitSignal() == null) {
                throw new ConnectionException("the connection ended before the command did");
            }
            return new CommandResult(exit == null ? 128 : exit, said, complained);
        } catch (ConnectionException broken) {
            close();
            throw broken;
        }
    }

    /** Hands over each line as it comes. @throws IOException when the connection broke */
    CommandResult follow(Session session, Command command, Consumer<String> line) throws IOException {
        long seconds = Math.max(1, command.limit().toSeconds());
        try (session) {
            Session.Command running = session.exec("timeout -k 5 " + seconds + " " + command.line());
            CompletableFuture<String> err = drain(running.getErrorStream());
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(running.getInputStream(), StandardCharsets.UTF_8));
            for (String said = out.readLine(); said != null; said = out.readLine()) {
                line.accept(said);
            }
            running.join(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            if (running.getExitStatus() == null) {
                throw new ConnectionException("the connection ended before the command did");
            }
            return new CommandResult(running.getExitStatus(), "", await(err));
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

    /** Both streams are read at once: a full window of one would stop the other. */
    private static CompletableFuture<String> drain(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException | RuntimeException broken) {
                text.completeExceptionally(broken);
            }
        });
        return text;
    }

    private static String await(CompletableFuture<String> text) throws IOException {
        try {
            return text.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException broken) {
            throw new ConnectionException("the connection broke while the command ran", broken.getCause());
        } catch (TimeoutException silent) {
            throw new ConnectionException("the command's output did not end", silent);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ConnectionException("interrupted", stopping);
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

    /** Nagle's algorithm costs 40 ms a command. */
    private static final class PromptSockets extends SocketFactory {

        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return connected(new InetSocketAddress(host, port), null);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return connected(new InetSocketAddress(host, port), null);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
        }

        private Socket connected(InetSocketAddress to, InetSocketAddress from) throws IOException {
            Socket socket = createSocket();
            if (from != null) {
                socket.bind(from);
            }
            socket.connect(to, 5_000);
            return socket;
        }
    }
}
