package kr.codeb.operations.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
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
        CommandResult result = ssh.run(Command.script("echo \"$1\"; echo no >&2; exit 3", "it's \"so\" $HOME"));
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
        CommandResult result = ssh.run(Command.script("yes a | head -c 3000000 >&2; yes b | head -c 3000000"));
        assertEquals(3_000_000, result.out().length());
        assertEquals(3_000_000, result.err().length());
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
}
