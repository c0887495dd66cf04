package kr.codeb.operations.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.operations.testing.Inline;
import kr.codeb.settings.SshSettings;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshTest {

    @TempDir
    Path folder;

    private SshServer server;
    private KeyPair hostKey;
    private Ssh ssh;

    @BeforeEach
    void start() throws Exception {
        start(key("RSA", 2048), key("RSA", 2048));
    }

    private void start(KeyPair host, KeyPair userKey) throws Exception {
        hostKey = host;
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator((user, key, session) -> key.equals(userKey.getPublic()));
        server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
        server.start();
        Path keyFile = folder.resolve("key");
        try (var out = Files.newOutputStream(keyFile)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(userKey, "test", null, out);
        }
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        know(hostKey.getPublic());
        ssh = new Ssh("the app server", new Settings(server.getPort(), keyFile, folder.resolve("known")));
    }

    @AfterEach
    void stop() throws IOException {
        ssh.close();
        server.stop(true);
    }

    private static KeyPair key(String kind, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private void know(PublicKey key) throws IOException {
        Files.writeString(
                folder.resolve("known"),
                "[127.0.0.1]:%d %s\n".formatted(server.getPort(), PublicKeyEntry.toString(key)));
    }

    private record Settings(int port, Path keyFile, Path knownHostsFile) implements SshSettings {

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public String user() {
            return "root";
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 384, 521})
    void knowsEllipticKeysOfHostAndUser(int bits) throws Exception {
        stop();
        start(key("EC", bits), key("EC", bits));
        assertEquals("1\n", ssh.run(Command.of("echo", "1")).out());
    }

    @Test
    void tellsExitOutputAndComplaint() {
        CommandResult result = ssh.run(Inline.script("echo \"$1\"; echo no >&2; exit 3", "it's \"so\" $HOME"));
        assertEquals(new CommandResult(3, "it's \"so\" $HOME\n", "no\n"), result);
    }

    @Test
    void passesInputThatNoArgumentEverHolds() {
        assertEquals("secret\n", ssh.run(Command.of("cat").reading("secret\n")).out());
        assertEquals(
                "350000",
                ssh.run(Command.of("wc", "-c").reading("secret\n".repeat(50_000)))
                        .out()
                        .strip());
    }

    @Test
    void isNotStuckWhenBothStreamsAreFull() {
        CommandResult result = ssh.run(Inline.script("yes a | head -c 3000000 >&2; yes b | head -c 3000000"));
        assertEquals(3_000_000, result.out().length());
        assertTrue(result.err().endsWith("a\na\n"), "of a complaint the end is kept");
        assertTrue(result.err().length() <= 128 << 10);
    }

    @Test
    void endsACommandThatRunsTooLong() {
        long began = System.nanoTime();
        CommandResult result = ssh.run(Command.of("sleep", "60").within(Duration.ofSeconds(1)));
        assertEquals(124, result.exit());
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(10).toNanos());
    }

    @Test
    void runsManyAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> commands = IntStream.range(0, 24)
                    .<Callable<String>>mapToObj(i -> () -> ssh.run(Command.of("echo", Integer.toString(i)))
                            .out()
                            .strip())
                    .toList();
            List<Future<String>> answers = threads.invokeAll(commands);
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(Integer.toString(i), answers.get(i).get());
            }
        }
    }

    @Test
    void connectsAgainAfterTheServerCameBack() throws Exception {
        assertEquals("1\n", ssh.run(Command.of("echo", "1")).out());
        int port = server.getPort();
        server.stop(true);
        server = again(port);
        assertEquals("2\n", ssh.run(Command.of("echo", "2")).out());
    }

    private SshServer again(int port) throws IOException {
        SshServer next = SshServer.setUpDefaultServer();
        next.setHost("127.0.0.1");
        next.setPort(port);
        next.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        next.setPublickeyAuthenticator((user, key, session) -> true);
        next.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
        next.start();
        return next;
    }

    @Test
    void trustsNoHostThatShowsAnotherKey() throws Exception {
        know(key("RSA", 2048).getPublic());
        CodebException refused = assertThrows(CodebException.class, () -> ssh.run(Command.of("true")));
        assertEquals(ErrorCode.HOST_UNREACHABLE, refused.code());
    }

    @Test
    void saysWhichHostCannotBeReached() throws Exception {
        server.stop(true);
        CodebException refused = assertThrows(CodebException.class, () -> ssh.run(Command.of("true")));
        assertEquals(ErrorCode.HOST_UNREACHABLE, refused.code());
        assertTrue(refused.getMessage().startsWith("The app server cannot be reached over SSH at 127.0.0.1:"));
    }

    @Test
    void saysWhenACommandPrintsMoreThanMayBeKeptAndGoesOn() {
        Command much = Command.of("seq", "1", "100000").keeping(1000);
        CodebException refused = assertThrows(CodebException.class, () -> ssh.run(much));
        assertEquals(ErrorCode.INTERNAL, refused.code());
        assertTrue(refused.getMessage().contains("more than 1000 bytes"), refused.getMessage());
        assertEquals("1\n", ssh.run(Command.of("echo", "1").keeping(2)).out());
    }

    /** Something in the background keeps the output open; the command itself has ended. */
    @Test
    void isNotHeldUpByWhatACommandLeavesBehind() {
        long began = System.nanoTime();
        CommandResult result = ssh.run(Inline.script("sleep 20 & echo begun; exit 3"));
        assertEquals(new CommandResult(3, "begun\n", ""), result);
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(15).toNanos());
    }

    /** The host does not end it; a neighbour on the same connection hears nothing of that. */
    @Test
    void aCommandThatCannotBeEndedBreaksNoOther() throws Exception {
        limited(Limits.QUICK.connections(1));
        server.setCommandFactory((channel, line) ->
                line.contains("hang") ? new Hang() : ProcessShellCommandFactory.INSTANCE.createCommand(channel, line));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<CommandResult> beside = threads.submit(() -> ssh.run(Inline.script("sleep 3; echo beside")));
            CodebException refused = assertThrows(
                    CodebException.class, () -> ssh.run(Command.of("hang").within(Duration.ofSeconds(1))));
            assertEquals(ErrorCode.HOST_UNREACHABLE, refused.code());
            assertEquals("beside\n", beside.get().out());
        }
        assertEquals("again\n", ssh.run(Command.of("echo", "again")).out());
    }

    @Test
    void opensNeverMoreConnectionsThanAllowed() throws Exception {
        AtomicInteger most = new AtomicInteger();
        server.addSessionListener(new SessionListener() {
            @Override
            public void sessionCreated(Session session) {
                most.accumulateAndGet(server.getActiveSessions().size(), Math::max);
            }
        });
        limited(Limits.QUICK.connections(3));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> commands = IntStream.range(0, 64)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> ssh.run(Command.of("sleep", "0.1")).exit())
                    .toList();
            for (Future<Integer> exit : threads.invokeAll(commands)) {
                assertEquals(0, exit.get());
            }
        }
        assertTrue(most.get() <= 3, () -> most + " at once");
    }

    @Test
    void letsOnlySoManyWait() throws Exception {
        limited(Limits.QUICK.connections(1).commands(1).waiting(1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> commands = IntStream.range(0, 3)
                    .<Callable<String>>mapToObj(i -> () -> {
                        try {
                            return ssh.run(Command.of("sleep", "1")).exit() == 0 ? "done" : "failed";
                        } catch (CodebException refused) {
                            return refused.getMessage().contains("too many commands") ? "refused" : "broken";
                        }
                    })
                    .toList();
            List<String> ends = new ArrayList<>();
            for (Future<String> end : threads.invokeAll(commands)) {
                ends.add(end.get());
            }
            assertEquals(
                    List.of("done", "done", "refused"), ends.stream().sorted().toList());
        }
    }

    /** As sshd does whose listener is stopped: the kernel accepts for it. */
    @Test
    void givesUpAServerThatAcceptsAndIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Ssh there = new Ssh("the app server", settings(silent.getLocalPort()), Limits.QUICK.limits());
            assertUnreachableWithin(Duration.ofSeconds(10), there);
        }
    }

    @Test
    void givesUpAServerThatSaysAByteNowAndThen() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!slow.isClosed()) {
                    try {
                        Socket socket = slow.accept();
                        Thread.ofVirtual().start(() -> trickle(socket));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
            Ssh there = new Ssh("the app server", settings(slow.getLocalPort()), Limits.QUICK.limits());
            assertUnreachableWithin(Duration.ofSeconds(15), there);
        }
    }

    private static void trickle(Socket socket) {
        try (socket) {
            while (true) {
                socket.getOutputStream().write('x');
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException gone) {
            // Whoever listened has given up.
        }
    }

    /** Many who come at once share the attempts: it is not one after the other that each of them gives up. */
    private static void assertUnreachableWithin(Duration limit, Ssh there) throws Exception {
        long began = System.nanoTime();
        try (there;
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<ErrorCode>> commands = Collections.nCopies(
                    20,
                    () -> assertThrows(CodebException.class, () -> there.run(Command.of("true")))
                            .code());
            for (Future<ErrorCode> code : threads.invokeAll(commands)) {
                assertEquals(ErrorCode.HOST_UNREACHABLE, code.get());
            }
        }
        assertTrue(System.nanoTime() - began < limit.toNanos());
    }

    private void limited(Limits limits) {
        ssh.close();
        ssh = new Ssh("the app server", settings(server.getPort()), limits.limits());
    }

    private Settings settings(int port) {
        return new Settings(port, folder.resolve("key"), folder.resolve("known"));
    }

    /** The usual limits, but short. */
    private record Limits(int connections, int commands, int waiting) {

        private static final Limits QUICK = new Limits(8, 5, 500);

        Limits connections(int most) {
            return new Limits(most, commands, waiting);
        }

        Limits commands(int most) {
            return new Limits(connections, most, waiting);
        }

        Limits waiting(int most) {
            return new Limits(connections, commands, most);
        }

        SshLimits limits() {
            return new SshLimits(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    6,
                    connections,
                    2,
                    commands,
                    waiting,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30));
        }
    }

    /** A command that never ends, whatever is asked of it. */
    private static final class Hang implements org.apache.sshd.server.command.Command {

        @Override
        public void start(ChannelSession channel, Environment env) {
            // It runs, and runs.
        }

        @Override
        public void destroy(ChannelSession channel) {}

        @Override
        public void setInputStream(InputStream in) {}

        @Override
        public void setOutputStream(OutputStream out) {}

        @Override
        public void setErrorStream(OutputStream err) {}

        @Override
        public void setExitCallback(ExitCallback callback) {}
    }
}
