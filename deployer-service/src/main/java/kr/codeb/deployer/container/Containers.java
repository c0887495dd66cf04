package kr.codeb.deployer.container;

import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.operations.ssh.Script;

/** Finds containers on the App Server. */
@Singleton
public class Containers {

    private static final Script FIND = Script.of(Containers.class, "find.sh");
    private static final String LISTED =
            "{{.ID}}\t{{.Names}}\t{{.Label \"codeb.project\"}}\t{{.Label \"codeb.operation\"}}";

    private final DockerHost host;

    public Containers(DockerHost host) {
        this.host = host;
    }

    /** Lists all that CodeB made, running or not: id, name, project and operation of each. */
    public List<FoundContainer> all() {
        return list("label=codeb.project");
    }

    /** Lists what CodeB made for a project, in any environment: as {@link #all}. */
    public List<FoundContainer> of(String project) {
        return list("label=codeb.project=" + project);
    }

    /** What has the name of each slot, whoever made it. A slot whose name no container has is missing. */
    public Map<SlotName, FoundContainer> inSlots(String project, Environment environment) {
        List<SlotContainer> places = Stream.of(SlotName.values())
                .map(slot -> new SlotContainer(project, environment, slot))
                .toList();
        List<String> arguments = Stream.concat(
                        Stream.of(DockerJson.FORM, Integer.toString(places.size())),
                        places.stream().map(SlotContainer::name))
                .toList();
        List<String> lines = host.check(host.docker().script(FIND, arguments.toArray(String[]::new)))
                .lines()
                .toList();
        Map<SlotName, FoundContainer> found = new EnumMap<>(SlotName.class);
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            FoundContainer container = DockerJson.container(lines.get(i), lines.get(i + 1));
            places.stream().filter(container::in).forEach(place -> found.put(place.slot(), container));
        }
        return found;
    }

    private List<FoundContainer> list(String filter) {
        return host.check(host.docker().command("ps", "-a", "--no-trunc", "--filter", filter, "--format", LISTED))
                .lines()
                .map(line -> line.split("\t", -1))
                .filter(fields -> fields.length == 4)
                .map(Containers::listed)
                .toList();
    }

    private static FoundContainer listed(String[] fields) {
        return new FoundContainer(
                fields[0],
                fields[1],
                "",
                "",
                List.of(),
                Map.of("codeb.project", fields[2], "codeb.operation", fields[3]),
                0,
                false,
                0,
                "");
    }
}
