package kr.codeb.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Docker says of one container. */
record Container(String name) {

    JsonNode inspect() {
        Shell.Output output = engine("/containers/" + name + "/json");
        return output.failed() ? MissingNode.getInstance() : Text.json(output.out());
    }

    /** Docker's API: its command line takes a fifth of a second, and there are thousands of looks. */
    private static Shell.Output engine(String path, String... parameters) {
        String socket = Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("unix:///var/run/docker.sock");
        return Shell.run(Stream.concat(
                        Stream.of("curl", "-sfG", "--max-time", "30", "--unix-socket", socket.substring(7)),
                        Stream.concat(
                                Arrays.stream(parameters).flatMap(one -> Stream.of("--data-urlencode", one)),
                                Stream.of("http://docker" + path)))
                .toArray(String[]::new));
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
        return Text.json(engine(
                                "/containers/json",
                                "all=true",
                                "filters={\"label\":[\"%s=%s\"]}".formatted(label, value))
                        .ok()
                        .out())
                .valueStream()
                .map(one -> one.at("/Names/0").asText().substring(1))
                .sorted()
                .toList();
    }
}
