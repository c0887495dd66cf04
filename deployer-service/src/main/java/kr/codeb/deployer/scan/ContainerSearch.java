package kr.codeb.deployer.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.SlotContainer;

/** Finds what stands under the names of a project's slots, whoever made it. */
@Singleton
class ContainerSearch {

    /** For each name two lines: what Docker says of it, and the image's digests; nothing for one that is not there. */
    private static final String SCRIPT = """
            blue=$1 green=$2 form=$3; shift 3
            "$@" version --format ok >/dev/null || exit
            for name in "$blue" "$green"; do
              found=$("$@" inspect --type container --format "$form" "$name" 2>/dev/null) || continue
              echo "$found"
              image=$("$@" inspect --type container --format '{{.Image}}' "$name")
              "$@" image inspect --format '{{json .RepoDigests}}' "$image" 2>/dev/null || echo '[]'
            done""";
    /** Not all of it: a container's environment stays where it is. */
    private static final String FORM = "{\"Id\":{{json .Id}},\"Name\":{{json .Name}},\"Status\":{{json .State.Status}},"
            + "\"Image\":{{json .Config.Image}},\"Labels\":{{json .Config.Labels}}}";

    private final DockerHost host;
    private final ObjectMapper json;

    ContainerSearch(DockerHost host, ObjectMapper json) {
        this.host = host;
        this.json = json;
    }

    /** @return by slot; a slot whose name no container has is missing */
    Map<SlotName, FoundContainer> of(String project, Environment environment) {
        List<String> lines = host.check(host.docker()
                        .script(
                                SCRIPT,
                                new SlotContainer(project, environment, SlotName.BLUE).name(),
                                new SlotContainer(project, environment, SlotName.GREEN).name(),
                                FORM))
                .lines()
                .toList();
        Map<SlotName, FoundContainer> found = new EnumMap<>(SlotName.class);
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            JsonNode said = read(lines.get(i));
            String name = said.path("Name").asText();
            found.put(SlotName.of(name.substring(name.lastIndexOf('-') + 1)), container(said, read(lines.get(i + 1))));
        }
        return found;
    }

    private static FoundContainer container(JsonNode said, JsonNode repoDigests) {
        Map<String, String> labels = new HashMap<>();
        said.path("Labels")
                .propertyStream()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        String image = said.path("Image").asText();
        List<String> digests = new ArrayList<>();
        if (image.contains("@")) {
            digests.add(afterAt(image));
        } else {
            repoDigests.forEach(pinned -> digests.add(afterAt(pinned.asText())));
        }
        return new FoundContainer(said.path("Id").asText(), said.path("Status").asText(), image, digests, labels);
    }

    private static String afterAt(String pinned) {
        return pinned.substring(pinned.indexOf('@') + 1);
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException strange) {
            throw new IllegalStateException("Docker's answer cannot be read", strange);
        }
    }
}
