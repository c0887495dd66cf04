package kr.codeb.operations.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.settings.SshSettings;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import org.jboss.logging.Logger;

/** A host reached over SSH, on a few kept connections. */
public final class Ssh implements Remote, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Ssh.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String name;
    private final SshSettings settings;
    private final SshLimits limits;
    private final Connections connections;

    /** @param name the host's name in sentences: {@code the app server} */
    public Ssh(String name, SshSettings settings) {
        this(name, settings, SshLimits.USUAL);
    }

    Ssh(String name, SshSettings settings, SshLimits limits) {
        this.name = name;
        this.settings = settings;
        this.limits = limits;
        this.connections = new Connections(settings, limits);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CommandResult run(Command command) {
        IOException last = null;
        long deadline = 0;
        for (int attempt = 1; attempt <= limits.attempts(); attempt++) {
            if (last != null) {
                deadline = deadline == 0 ? System.nanoTime() + limits.trying().toNanos() : deadline;
                pause();
                if (System.nanoTime() > deadline) {
                    break;
                }
            }
            Connections.Shared taken;
            try {
                taken = connections.take();
            } catch (IOException failed) {
                last = failed;
                if (!isTemporary(failed)) {
                    break;
                }
                continue;
            }
            try {
                Session session;
                try {
                    session = taken.connection().open();
                } catch (IOException refused) {
                    // Nothing has run yet: a server that is slow to free a channel, or a connection that just died.
                    last = refused;
                    continue;
                }
                return ran(taken, session, command);
            } finally {
                connections.giveBack(taken);
            }
        }
        throw unreachable(
                "%s cannot be reached over SSH at %s:%d".formatted(capitalised(), settings.host(), settings.port()),
                last);
    }

    private CommandResult ran(Connections.Shared taken, Session session, Command command) {
        try {
            return taken.connection().run(session, command);
        } catch (SshConnection.OutputTooLong much) {
            throw new CodebException(
                    ErrorCode.INTERNAL,
                    "%s on %s cannot be read: %s.".formatted(command.name(), name, much.getMessage()),
                    much);
        } catch (IOException broken) {
            // Others may be at work on the same connection, and it may serve them well.
            connections.retire(taken);
            LOG.warnf("%s: %s: %s", name, command.name(), broken.getMessage());
            throw unreachable("The connection to %s broke while it was working".formatted(name), broken);
        }
    }

    /** On a connection of its own, tried once: whoever follows tries again at a pace of its own. */
    @Override
    public CommandResult follow(Command command, Consumer<String> line) {
        try (SshConnection own = new SshConnection(settings, limits)) {
            return own.follow(own.open(), command, line);
        } catch (IOException broken) {
            throw unreachable("%s cannot be followed over SSH".formatted(capitalised()), broken);
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    /** A wrong key or a wrong host key does not get better by waiting, and who waited for a connection has waited. */
    private static boolean isTemporary(IOException failure) {
        boolean foreign = failure instanceof TransportException transport
                && transport.getDisconnectReason() == DisconnectReason.HOST_KEY_NOT_VERIFIABLE;
        return !foreign && !(failure instanceof UserAuthException) && !(failure instanceof Connections.Busy);
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
