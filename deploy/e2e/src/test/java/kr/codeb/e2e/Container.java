package kr.codeb.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/** What Docker says of one container. */
record Container(String name) {

    JsonNode inspect() {
        Shell.Output output = Shell.run("docker", "inspect", "--type", "container", name);
        return output.failed()
                ? MissingNode.getInstance()
                : Text.json(output.out()).get(0);
    }

    boolean exists() {
        return !inspect().isMissingNode();
    }

    boolean running() {
        return inspect().at("/State/Running").asBoolean();
    }

    String id() {
        return inspect().path("Id").asText();
    }

    String label(String label) {
        return inspect().at("/Config/Labels").path(label).asText();
    }

    /** Where it is published: {@code 127.0.0.1:4103->3000/tcp}. */
    List<String> published() {
        JsonNode bindings = inspect().at("/HostConfig/PortBindings");
        return bindings.propertyStream()
                .flatMap(inner -> inner.getValue()
                        .valueStream()
                        .map(outer -> "%s:%s->%s"
                                .formatted(
                                        outer.path("HostIp").asText(),
                                        outer.path("HostPort").asText(),
                                        inner.getKey())))
                .toList();
    }

    void kill() {
        Shell.run("docker", "kill", name).ok();
    }

    void remove() {
        Shell.run("docker", "rm", "-f", name).ok();
    }

    /** Names of all containers with this label, running or not. */
    static List<String> labelled(String label, String value) {
        return Shell.run("docker", "ps", "-a", "--format", "{{.Names}}", "--filter", "label=" + label + "=" + value)
                .ok()
                .lines()
                .stream()
                .sorted()
                .toList();
    }
}
