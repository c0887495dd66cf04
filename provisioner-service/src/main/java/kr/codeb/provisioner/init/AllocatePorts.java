package kr.codeb.provisioner.init;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The lowest pair of ports that neither the registry nor anything on the host uses. */
final class AllocatePorts implements Step {

    /** Containers count also while they are stopped; one that goes away meanwhile is no failure. Argument: words that run Docker's client. */
    private static final String TAKEN = """
            set -eu
            all=$(sh -c "$1 ps -aq")
            [ -z "$all" ] || sh -c "$1 inspect --format '{{range .HostConfig.PortBindings}}{{range .}}{{.HostPort}} {{end}}{{end}}' $(echo $all)" 2>/dev/null || true
            ss -Hltn | awk '{print $4}' | sed 's/.*://'
            """;

    private final Init init;

    AllocatePorts(Init init) {
        this.init = init;
    }

    @Override
    public String name() {
        return "allocate_ports";
    }

    @Override
    public Outcome run() {
        boolean known = init.before().map(ProjectEnvironment::ports).isPresent() || slots().isPresent();
        List<Integer> taken = known ? List.of() : taken();
        if (!known) {
            init.made().willMake(Thing.PORTS, "asked");
        }
        Allocation<Ports> ports = init.servers().registry().allocatePorts(init.held(), taken);
        if (!known && !ports.made()) {
            init.made().found(Thing.PORTS);
        }
        init.ports(ports.value());
        return Outcome.done("blue %d, green %d"
                .formatted(ports.value().blue(), ports.value().green()));
    }

    @Override
    public void undo() {
        if (init.made().made(Thing.PORTS) && slots().isEmpty()) {
            init.servers().registry().freePorts(init.held());
        }
    }

    private Optional<Slots> slots() {
        return init.servers()
                .registry()
                .slots(init.names().project(), init.names().environment());
    }

    private List<Integer> taken() {
        String words = init.servers().config().app().docker();
        String listed = init.servers()
                .app()
                .ask("tell which ports are in use; Docker has to run", Command.script(TAKEN, words));
        return Stream.of(listed.split("\\s+"))
                .filter(port -> port.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .distinct()
                .sorted()
                .toList();
    }
}
