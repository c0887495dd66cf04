package kr.codeb.provisioner.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.inject.Vetoed;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.SettingsChanged;
import kr.codeb.contracts.registry.SettingsChanged.FromTo;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.provisioner.testing.Fuse;

/** The registry in memory, for the calls that the provisioner makes. */
@Vetoed
public final class FakeRegistry implements RegistryClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Fuse fuse;
    private final int firstPort;
    private final int firstNumber;
    private final Map<String, Project> projects = new TreeMap<>();
    private final Map<String, Ports> ports = new TreeMap<>();
    private final Map<String, Slots> slots = new TreeMap<>();
    private final Map<String, Integer> numbers = new TreeMap<>();
    private final Map<String, Map<String, FromTo>> changed = new TreeMap<>();

    public FakeRegistry(Fuse fuse) {
        this(fuse, 4100, 1);
    }

    /** @param firstPort lowest port that it gives out */
    public FakeRegistry(Fuse fuse, int firstPort, int firstNumber) {
        this.fuse = fuse;
        this.firstPort = firstPort;
        this.firstNumber = firstNumber;
    }

    public Registry registry() {
        return new Registry(this);
    }

    /** Everything it knows, to compare. */
    public String state() {
        return "%s %s %s %s".formatted(projects, ports, slots.keySet(), numbers);
    }

    @Override
    public List<Project> projects() {
        return fuse.around(() -> List.copyOf(projects.values()));
    }

    @Override
    public Project project(String project) {
        return fuse.around(() -> found(projects.get(project)));
    }

    @Override
    public Allocation<Ports> allocatePorts(String project, Environment environment, Hold hold, TakenPorts taken) {
        return fuse.around(() -> {
            String key = project + "-" + environment;
            boolean made = !ports.containsKey(key);
            int blue = firstPort;
            while (ports.containsValue(new Ports(blue, blue + 1))
                    || taken.taken().contains(blue)) {
                blue += 2;
            }
            ports.putIfAbsent(key, new Ports(blue, blue + 1));
            return new Allocation<>(ports.get(key), made);
        });
    }

    @Override
    public void freePorts(String project, Environment environment, Hold hold) {
        fuse.around(() -> ports.remove(project + "-" + environment));
    }

    @Override
    public Allocation<Project> enter(String project, Environment environment, Hold hold, Entry entry) {
        return fuse.around(() -> {
            Project before = projects.get(project);
            Map<Environment, ProjectEnvironment> environments =
                    new HashMap<>(before == null ? Map.of() : before.environments());
            boolean made = environments.putIfAbsent(environment, entry.settings()) == null;
            Instant at = before == null ? Instant.EPOCH : before.createdAt();
            Project now = new Project(project, entry.teamId(), entry.type(), at, entry.createdBy(), environments);
            projects.put(project, now);
            return new Allocation<>(now, made);
        });
    }

    /** The same operation gets the same answer again. */
    @Override
    public SettingsChanged change(String project, Environment environment, Hold hold, ObjectNode wanted) {
        return fuse.around(() -> {
            Project before = found(projects.get(project));
            ObjectNode settings = JSON.valueToTree(before.in(environment).orElseThrow());
            Map<String, FromTo> now = new TreeMap<>();
            wanted.properties().stream()
                    .filter(one -> !one.getValue().equals(settings.get(one.getKey())))
                    .forEach(one -> now.put(one.getKey(), new FromTo(settings.get(one.getKey()), one.getValue())));
            Map<String, FromTo> changes = changed.computeIfAbsent(hold.operationId(), first -> now);
            changes.forEach((name, change) -> settings.set(name, change.to()));
            Map<Environment, ProjectEnvironment> environments = new HashMap<>(before.environments());
            environments.put(environment, JSON.convertValue(settings, ProjectEnvironment.class));
            Project after = new Project(
                    project, before.teamId(), before.type(), before.createdAt(), before.createdBy(), environments);
            projects.put(project, after);
            return new SettingsChanged(changes, after);
        });
    }

    @Override
    public void strike(String project, Environment environment, Hold hold) {
        fuse.around(() -> projects.remove(project));
    }

    @Override
    public Slots slots(String project, Environment environment) {
        return fuse.around(() -> found(slots.get(project + "-" + environment)));
    }

    @Override
    public Allocation<Slots> ensureSlots(String project, Environment environment, Hold hold, NewSlots made) {
        return fuse.around(() -> {
            String key = project + "-" + environment;
            Slots empty = new Slots(
                    project,
                    made.teamId(),
                    environment,
                    SlotName.BLUE,
                    Slot.empty(SlotName.BLUE, made.ports().blue()),
                    Slot.empty(SlotName.GREEN, made.ports().green()),
                    Instant.EPOCH);
            boolean isNew = slots.putIfAbsent(key, empty) == null;
            return new Allocation<>(slots.get(key), isNew);
        });
    }

    @Override
    public void removeSlots(String project, Environment environment, Hold hold) {
        fuse.around(() -> slots.remove(project + "-" + environment));
    }

    @Override
    public Allocation<Integer> allocateRedis(String project, Environment environment, Hold hold, RedisSize size) {
        return fuse.around(() -> {
            String key = environment.qualify(project);
            boolean made = !numbers.containsKey(key);
            int number = firstNumber;
            while (numbers.containsValue(number)) {
                number++;
            }
            numbers.putIfAbsent(key, number);
            return new Allocation<>(numbers.get(key), made);
        });
    }

    @Override
    public void freeRedis(String project, Environment environment, Hold hold) {
        fuse.around(() -> numbers.remove(environment.qualify(project)));
    }

    @Override
    public void checkDomain(String project, Environment environment, String domain) {
        fuse.around(() -> null);
    }

    @Override
    public Allocation<List<String>> addDomain(String project, Environment environment, String domain, Hold hold) {
        return fuse.around(() -> {
            boolean made = !domains(project, environment).contains(domain);
            return new Allocation<>(
                    made ? withDomains(project, environment, add(project, environment, domain)) : List.of(), made);
        });
    }

    private List<String> add(String project, Environment environment, String domain) {
        return Stream.concat(domains(project, environment).stream(), Stream.of(domain))
                .toList();
    }

    @Override
    public List<String> removeDomain(String project, Environment environment, String domain, Hold hold) {
        return fuse.around(() -> withDomains(
                project,
                environment,
                domains(project, environment).stream()
                        .filter(other -> !other.equals(domain))
                        .toList()));
    }

    private List<String> domains(String project, Environment environment) {
        return found(projects.get(project)).in(environment).orElseThrow().domains();
    }

    private List<String> withDomains(String project, Environment environment, List<String> domains) {
        Project before = projects.get(project);
        ProjectEnvironment is = before.in(environment).orElseThrow();
        Map<Environment, ProjectEnvironment> environments = new HashMap<>(before.environments());
        environments.put(
                environment,
                new ProjectEnvironment(
                        is.ports(),
                        is.database(),
                        is.redis(),
                        is.domain(),
                        domains,
                        is.containerPort(),
                        is.healthPath(),
                        is.memory(),
                        is.cpus(),
                        is.deployType(),
                        is.graceHours()));
        projects.put(
                project,
                new Project(
                        before.name(),
                        before.teamId(),
                        before.type(),
                        before.createdAt(),
                        before.createdBy(),
                        environments));
        return domains;
    }

    private static <T> T found(T value) {
        if (value == null) {
            throw new CodebException(ErrorCode.PROJECT_NOT_FOUND, "not found");
        }
        return value;
    }
}
