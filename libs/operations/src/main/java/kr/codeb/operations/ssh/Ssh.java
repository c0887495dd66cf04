package kr.codeb.operations.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import org.jboss.logging.Logger;

/** A host reached over SSH, on a few kept connections. */
public final class Ssh implements Remote, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Ssh.class);
    private static final int MOST_CONNECTIONS = 8;
    private static final Duration LONGEST_QUEUE = Duration.ofMinutes(4);
    private static final int ATTEMPTS = 6;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String name;
    private final SshSettings settings;
    private final List<SshConnection> connections = new ArrayList<>();

    /** @param name the host's name in sentences: {@code the app server} */
    public Ssh(String name, SshSettings settings) {
        this.name = name;
        this.settings = settings;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CommandResult run(Command command) {
        IOException last = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            SshConnection connection;
            Session session;
            try {
                connection = take();
            } catch (IOException failed) {
                last = failed;
                if (!passing(failed)) {
                    break;
                }
                pause();
                continue;
            }
            try {
                session = connection.open();
            } catch (IOException refused) {
                // Nothing has run yet: a server that is slow to free a channel, or a connection that just died.
                last = refused;
                connection.giveBack();
                discardIfDead(connection);
                pause();
                continue;
            }
            try {
                return connection.run(session, command);
            } catch (IOException broken) {
                discardIfDead(connection);
                LOG.warnf("%s: the connection broke during a command: %s", name, broken.getMessage());
                throw unreachable("The connection to %s broke while it was working".formatted(name), broken);
            } finally {
                connection.giveBack();
            }
        }
        throw unreachable(
                "%s cannot be reached over SSH at %s:%d".formatted(capitalised(), settings.host(), settings.port()),
                last);
    }

    /** On a connection of its own, opened once: whoever follows tries again at a pace of its own. */
    @Override
    public CommandResult follow(Command command, Consumer<String> line) {
        try (SshConnection own = new SshConnection(settings)) {
            return own.follow(own.open(), command, line);
        } catch (IOException broken) {
            throw unreachable("%s cannot be followed over SSH".formatted(capitalised()), broken);
        }
    }

    @Override
    public void close() {
        synchronized (connections) {
            connections.forEach(SshConnection::close);
            connections.clear();
        }
    }

    private SshConnection take() throws IOException {
        Optional<SshConnection> idle = idle();
        if (idle.isPresent()) {
            return idle.get();
        }
        // Opened outside the lock: a key exchange takes a tenth of a second.
        SshConnection opened = new SshConnection(settings);
        opened.tryTake();
        synchronized (connections) {
            connections.add(opened);
        }
        return opened;
    }

    private Optional<SshConnection> idle() throws IOException {
        SshConnection full;
        synchronized (connections) {
            connections.removeIf(connection -> !connection.usable());
            for (SshConnection connection : connections) {
                if (connection.tryTake()) {
                    return Optional.of(connection);
                }
            }
            if (connections.size() < MOST_CONNECTIONS) {
                return Optional.empty();
            }
            full = connections.get((int) Math.floorMod(System.nanoTime(), (long) MOST_CONNECTIONS));
        }
        try {
            if (full.tryTake(LONGEST_QUEUE)) {
                return Optional.of(full);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("too many commands are running there at once");
    }

    private void discardIfDead(SshConnection connection) {
        if (!connection.usable()) {
            synchronized (connections) {
                connections.remove(connection);
            }
            connection.close();
        }
    }

    /** A wrong key or a wrong host key does not get better by waiting. */
    private static boolean passing(IOException failure) {
        boolean foreign = failure instanceof TransportException transport
                && transport.getDisconnectReason() == net.schmizz.sshj.common.DisconnectReason.HOST_KEY_NOT_VERIFIABLE;
        return !foreign && !(failure instanceof UserAuthException);
    }

    private CodebException unreachable(String what, IOException cause) {
        String why = cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return new CodebException(
                ErrorCode.HOST_UNREACHABLE,
                what + why + ". Check that the host is up and that its SSH settings are right, then call again.",
                cause);
    }

    private String capitalised() {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
