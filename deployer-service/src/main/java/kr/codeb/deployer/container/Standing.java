package kr.codeb.deployer.container;

import java.util.List;

/**
 * A container with CodeB's label, as {@code docker ps} lists it.
 *
 * @param operation the operation that made it; empty when an earlier CodeB did
 */
public record Standing(String id, String name, String project, String operation) {

    private static final String FORM =
            "{{.ID}}\t{{.Names}}\t{{.Label \"codeb.project\"}}\t{{.Label \"codeb.operation\"}}";

    /** Lists all that CodeB made, running or not. */
    public static List<Standing> all(DockerHost host) {
        return list(host, "label=codeb.project");
    }

    /** Lists what CodeB made for a project, in any environment. */
    public static List<Standing> of(DockerHost host, String project) {
        return list(host, "label=codeb.project=" + project);
    }

    /** Whether it stands in this place. */
    public boolean in(SlotContainer place) {
        return name.equals(place.name());
    }

    /** Whether it was set aside from this place. */
    public boolean asideOf(SlotContainer place) {
        return name.startsWith(place.name() + "-aside-");
    }

    /** Whether it was made for this place and never got there. */
    public boolean freshFor(SlotContainer place) {
        return name.startsWith(place.name() + "-fresh-");
    }

    private static List<Standing> list(DockerHost host, String filter) {
        return host.check(host.docker().command("ps", "-a", "--no-trunc", "--filter", filter, "--format", FORM))
                .lines()
                .map(line -> line.split("\t", -1))
                .filter(fields -> fields.length == 4)
                .map(fields -> new Standing(fields[0], fields[1], fields[2], fields[3]))
                .toList();
    }
}
