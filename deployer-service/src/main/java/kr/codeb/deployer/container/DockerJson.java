package kr.codeb.deployer.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what Docker says of a container: the one place that knows its words. */
public final class DockerJson {

    /** What {@code docker inspect --format} prints of a container. Not all of it: a container's environment stays where it is. */
    public static final String FORM = "{\"Id\":{{json .Id}},\"Name\":{{json .Name}},\"RestartCount\":{{.RestartCount}},"
            + "\"State\":{{json .State}},\"Image\":{{json .Config.Image}},\"Labels\":{{json .Config.Labels}}}";

    private static final ObjectMapper JSON = new ObjectMapper();

    private DockerJson() {}

    /** @param line what {@link #FORM} printed */
    public static FoundContainer container(String line) {
        return container(line, "[]");
    }

    /**
     * @param line what {@link #FORM} printed
     * @param repoDigests the image's {@code RepoDigests}
     */
    public static FoundContainer container(String line, String repoDigests) {
        JsonNode said = read(line);
        JsonNode state = said.path("State");
        String image = said.path("Image").asText();
        return new FoundContainer(
                said.path("Id").asText(),
                said.path("Name").asText().replaceFirst("^/", ""),
                state.path("Status").asText(),
                image,
                digests(image, repoDigests),
                labels(said.path("Labels")),
                state.path("ExitCode").asInt(),
                state.path("OOMKilled").asBoolean(),
                said.path("RestartCount").asInt(),
                state.path("Error").asText());
    }

    /** @throws IllegalStateException when it is no JSON */
    public static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException strange) {
            throw new IllegalStateException("Docker's answer cannot be read", strange);
        }
    }

    private static Map<String, String> labels(JsonNode labels) {
        Map<String, String> found = new HashMap<>();
        labels.propertyStream()
                .forEach(label -> found.put(label.getKey(), label.getValue().asText()));
        return found;
    }

    private static List<String> digests(String image, String repoDigests) {
        if (image.contains("@")) {
            return List.of(afterAt(image));
        }
        List<String> digests = new ArrayList<>();
        read(repoDigests).forEach(pinned -> digests.add(afterAt(pinned.asText())));
        return digests;
    }

    private static String afterAt(String pinned) {
        return pinned.substring(pinned.indexOf('@') + 1);
    }
}
