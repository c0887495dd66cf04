package kr.codeb.provisioner.init;

import java.util.List;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.Script;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.hold.Effect;

/** The lowest pair of ports that neither the registry nor anything on the host uses. */
record AllocatePorts(Init init) implements Step {

    private static final Script IN_USE = Script.of(AllocatePorts.class, "ports-in-use.sh");

    @Override
    public String name() {
        return "allocate_ports";
    }

    @Override
    public Outcome run() {
        boolean known = init.before().map(ProjectEnvironment::ports).isPresent()
                || init.slots().isPresent();
        List<Integer> taken = known ? List.of() : taken();
        if (!known) {
            init.hold().note(Effect.PORTS, "asked");
        }
        Allocation<Ports> ports = init.registry().allocatePorts(init.held(), taken);
        if (!known && !ports.made()) {
            init.hold().found(Effect.PORTS);
        }
        init.ports(ports.value());
        return Outcome.done("blue %d, green %d"
                .formatted(ports.value().blue(), ports.value().green()));
    }

    @Override
    public void undo() {
        if (init.hold().had(Effect.PORTS) && init.slots().isEmpty()) {
            init.registry().freePorts(init.held());
        }
    }

    private List<Integer> taken() {
        String words = init.config().app().docker();
        String listed = init.app().ask("tell which ports are in use; Docker has to run", Command.script(IN_USE, words));
        return Stream.of(listed.split("\\s+"))
                .filter(port -> port.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .distinct()
                .sorted()
                .toList();
    }
}
