package kr.codeb.deployer.testing;

import jakarta.enterprise.inject.Vetoed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.RemovedEnvironment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.deployer.neighbour.RegistryClient;

/** A registry in memory that knows one project, {@code myapp}, in production. */
@Vetoed
public final class FakeRegistry implements RegistryClient {

    public final List<SlotEvent> events = new ArrayList<>();
    public List<Operation> operations = List.of();
    public CodebException refusal;
    /** Whether the environment was removed. */
    public boolean forgotten;

    private final ProjectEnvironment settings;
    private Slots slots;

    public FakeRegistry(ProjectEnvironment settings) {
        this.settings = settings;
        this.slots = new Slots(
                "myapp",
                "team",
                Environment.PRODUCTION,
                SlotName.BLUE,
                Slot.empty(SlotName.BLUE, settings.ports().blue()),
                Slot.empty(SlotName.GREEN, settings.ports().green()),
                Instant.now());
    }

    public static FakeRegistry usual() {
        return new FakeRegistry(new ProjectEnvironment(
                new Ports(4102, 4103), null, null, null, null, 3000, "/health", "512m", "1", "api", 48));
    }

    /** Puts a slot into a state, as if an operation {@code op_{slot}_before} had deployed it. */
    public FakeRegistry with(SlotName name, SlotState state, Instant graceExpiresAt) {
        return with(name, state, graceExpiresAt, "sha256:" + name, "registry.test/myapp:old-" + name);
    }

    /** The same with a real image. */
    public FakeRegistry with(SlotName name, SlotState state, String digest, String image) {
        return with(name, state, Instant.now().plus(Duration.ofHours(48)), digest, image);
    }

    private FakeRegistry with(SlotName name, SlotState state, Instant graceExpiresAt, String digest, String image) {
        Slot slot = new Slot(
                name,
                state,
                settings.ports().of(name),
                "old-" + name,
                image,
                digest,
                "env-" + name,
                Instant.now(),
                "key_1",
                "healthy",
                null,
                graceExpiresAt,
                "op_" + name + "_before");
        put(slot);
        if (state == SlotState.ACTIVE) {
            activeIs(name);
        }
        return this;
    }

    public FakeRegistry with(SlotName name, SlotState state) {
        return with(name, state, state == SlotState.GRACE ? Instant.now().plus(Duration.ofHours(48)) : null);
    }

    public Slots now() {
        return slots;
    }

    @Override
    public Project project(String project) {
        if (forgotten) {
            throw new CodebException(ErrorCode.PROJECT_NOT_FOUND, "There is no project " + project);
        }
        return new Project("myapp", "team", "nodejs", Instant.now(), "key_1", Map.of(Environment.PRODUCTION, settings));
    }

    @Override
    public Slots slots(String project, Environment environment) {
        return slots;
    }

    @Override
    public List<Slots> slots() {
        return List.of(slots);
    }

    @Override
    public RemovedEnvironment remove(String project, Environment environment, Hold hold) {
        if (refusal != null) {
            throw refusal;
        }
        forgotten = true;
        return new RemovedEnvironment(settings.ports(), 3, List.of("myapp.codeb.kr"), true);
    }

    @Override
    public Operation operation(String id, long after, long wait, boolean decided) {
        return operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<Operation> operations(String project, Environment environment, int limit) {
        return operations;
    }

    @Override
    public Slots record(String project, Environment environment, Hold hold, SlotEvent event) {
        if (refusal != null) {
            throw refusal;
        }
        events.add(event);
        switch (event) {
            case SlotEvent.Deployed d ->
                put(new Slot(
                        d.slot(),
                        SlotState.DEPLOYED,
                        settings.ports().of(d.slot()),
                        d.version(),
                        d.image(),
                        d.digest(),
                        d.envVersion(),
                        Instant.now(),
                        d.by(),
                        "healthy",
                        null,
                        null,
                        d.operationId()));
            case SlotEvent.Promoted p -> {
                Slot other = slots.slot(p.slot().other());
                if (other.state() == SlotState.ACTIVE) {
                    put(moved(other, SlotState.GRACE));
                }
                activate(p.slot());
            }
            case SlotEvent.RolledBack r -> {
                SlotName grace = slots.in(SlotState.GRACE).orElseThrow().name();
                put(moved(slots.slot(grace.other()), SlotState.DEPLOYED));
                activate(grace);
            }
            case SlotEvent.Emptied e ->
                put(Slot.empty(e.slot(), settings.ports().of(e.slot())));
        }
        return slots;
    }

    private void activate(SlotName name) {
        put(moved(slots.slot(name), SlotState.ACTIVE));
        activeIs(name);
    }

    private void activeIs(SlotName name) {
        slots = new Slots(
                slots.projectName(),
                slots.teamId(),
                slots.environment(),
                name,
                slots.blue(),
                slots.green(),
                Instant.now());
    }

    private static Slot moved(Slot s, SlotState state) {
        Instant grace = state == SlotState.GRACE ? Instant.now().plus(Duration.ofHours(48)) : null;
        return new Slot(
                s.name(),
                state,
                s.port(),
                s.version(),
                s.image(),
                s.digest(),
                s.envVersion(),
                s.deployedAt(),
                s.deployedBy(),
                s.healthStatus(),
                s.promotedAt(),
                grace,
                s.operationId());
    }

    private void put(Slot slot) {
        boolean blue = slot.name() == SlotName.BLUE;
        slots = new Slots(
                slots.projectName(),
                slots.teamId(),
                slots.environment(),
                slots.activeSlot(),
                blue ? slot : slots.blue(),
                blue ? slots.green() : slot,
                Instant.now());
    }
}
