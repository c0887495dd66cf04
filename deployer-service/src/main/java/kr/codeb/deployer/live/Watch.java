package kr.codeb.deployer.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.operations.ssh.CommandFailed;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Script;
import org.jboss.logging.Logger;

/**
 * Keeps the {@link Picture} current: follows Docker's events over one long-lived command, and looks again at what they name. When
 * the events end, for whatever reason, they are followed anew, at a pace that finds Docker again within a second.
 */
@Startup
@Singleton
public class Watch {

    private static final Logger LOG = Logger.getLogger(Watch.class);
    private static final Script EVENTS = Script.of(Watch.class, "events.sh");
    private static final Script LOOK = Script.of(Watch.class, "look.sh");
    /** How long one command follows the events; then comes the next. */
    private static final Duration ONE_COMMAND = Duration.ofMinutes(10);
    /** Docker's memory of what happened before: how a crash loop is known after a start of this service. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(800);
    /** Events come in flocks: one look serves them all. */
    private static final Duration FLOCK = Duration.ofMillis(25);

    private final DockerHost host;
    private final ObjectMapper json;
    private final Picture picture = new Picture();
    private final Ends ends = new Ends();
    private final List<Runnable> whenConnected = new CopyOnWriteArrayList<>();
    private final List<Thread> threads;

    @Inject
    Watch(DockerHost host, ObjectMapper json) {
        this.host = host;
        this.json = json;
        host.onChange((project, environment) -> picture.changed(names(project, environment)));
        threads = List.of(
                Thread.ofVirtual().name("docker-events").start(this::follow),
                Thread.ofVirtual().name("docker-look").start(this::look));
    }

    void stop(@Observes ShutdownEvent stopping) {
        threads.forEach(Thread::interrupt);
    }

    /** Runs this each time that Docker is found again: its restart may have undone something on the host. */
    public void whenConnected(Runnable work) {
        whenConnected.add(work);
    }

    Picture picture() {
        return picture;
    }

    Ends ends() {
        return ends;
    }

    private void follow() {
        Duration pause = FIRST_PAUSE;
        while (!Thread.currentThread().isInterrupted()) {
            boolean[] begun = {false};
            String why = followOnce(begun);
            picture.lost(why);
            pause = begun[0] ? FIRST_PAUSE : longer(pause);
            LOG.debugf("Docker's events ended: %s", why);
            if (!paused(pause)) {
                return;
            }
        }
    }

    /** Until they end. @return why they did */
    private String followOnce(boolean[] begun) {
        try {
            CommandResult end = host.follow(
                    host.docker()
                            .onSocket(
                                    EVENTS,
                                    Long.toString(LOOK_BACK.toSeconds()),
                                    Long.toString(ONE_COMMAND.toSeconds()))
                            .within(ONE_COMMAND.plusSeconds(30)),
                    line -> {
                        if (!begun[0]) {
                            begun[0] = true;
                            picture.connected();
                            whenConnected.forEach(work -> Thread.startVirtualThread(work));
                        }
                        heard(line);
                    });
            return end.complaint();
        } catch (RuntimeException broken) {
            return String.valueOf(broken.getMessage());
        }
    }

    private void heard(String line) {
        picture.alive();
        DockerEvent.of(line).ifPresent(event -> {
            ends.hear(event);
            List<String> slots =
                    event.names().stream().filter(SlotContainer::isSlotName).toList();
            if (!slots.isEmpty()) {
                picture.changed(slots);
            }
        });
    }

    private void look() {
        try {
            while (true) {
                picture.work();
                Thread.sleep(FLOCK);
                lookOnce(picture.work());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookOnce(Picture.Work work) throws InterruptedException {
        try {
            String said = host.check(host.docker().onSocket(LOOK, work.names().toArray(String[]::new)));
            picture.looked(work, said.lines().map(this::read).toList());
        } catch (CommandFailed refused) {
            LOG.warnf("Docker's containers cannot be read: %s", refused.result().complaint());
            Thread.sleep(LONGEST_PAUSE);
        } catch (RuntimeException unreachable) {
            LOG.debugf("Docker's containers cannot be read: %s", unreachable.getMessage());
            Thread.sleep(LONGEST_PAUSE);
        }
    }

    private Sighting read(String line) {
        try {
            return json.readValue(line, Sighting.class);
        } catch (JsonProcessingException strange) {
            throw new IllegalStateException("Docker's answer cannot be read", strange);
        }
    }

    static List<String> names(String project, Environment environment) {
        return Stream.of(SlotName.values())
                .map(slot -> new SlotContainer(project, environment, slot).name())
                .toList();
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private static boolean paused(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException stopping) {
            return false;
        }
    }
}
