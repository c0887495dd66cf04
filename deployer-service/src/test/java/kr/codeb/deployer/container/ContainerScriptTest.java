package kr.codeb.deployer.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.deployer.ImageReference;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.deployer.testing.CodebSlot;
import kr.codeb.operations.ssh.CommandResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** codeb-slot and the deployer say the same to Docker, and the same about it. */
class ContainerScriptTest {

    private static final String PINNED = "ghcr.io/org/myapp@sha256:abc";

    @Test
    void aContainerIsCreatedWithTheSameWords() throws Exception {
        for (boolean drop : new boolean[] {true, false}) {
            for (String path : List.of("/health", "/a?b=$(id)&c='")) {
                Docker docker = new Docker(List.of("docker"), 512, drop, "codeb-apps");
                ContainerSpec spec = new ContainerSpec(
                        new SlotContainer("myapp", Environment.STAGING, SlotName.GREEN),
                        4103,
                        PINNED,
                        "v2",
                        "op_1",
                        new ProjectEnvironment(
                                new Ports(4102, 4103), null, null, null, null, 3000, path, "512m", "0.5", "api", 48),
                        new EnvRelease("e1", "/opt/codeb/e1", ""),
                        "myapp-staging.codeb.kr");
                List<String> words = docker.create(spec, "x").words();
                String said = CodebSlot.run(
                        """
                        declare -A SLOT=([green.port]=4103) SETTINGS=([codeb.isolation.network]=codeb-apps [codeb.deploy.pids-limit]=512 [codeb.deploy.drop-capabilities]=$DROP)
                        PROJECT=myapp ENVIRONMENT=staging ID=op_1 DOMAIN=myapp-staging.codeb.kr CONTAINER_PORT=3000 HEALTH_PATH=$HEALTH MEMORY=512m CPUS=0.5
                        create_words x green v2 "$IMAGE" /opt/codeb/e1
                        printf '%s\\n' docker "${WORDS[@]}"
                        """, Map.of("DROP", Boolean.toString(drop), "HEALTH", path, "IMAGE", PINNED), "docker");
                assertEquals(words, said.lines().toList());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PullFailure.Account.class)
    void aPullThatFailsIsToldInTheSameWords(PullFailure.Account account) throws Exception {
        List<String> said = List.of(
                "manifest for ghcr.io/org/myapp:v1 not found: manifest unknown: manifest unknown",
                "Get \"https://ghcr.io/v2/\": no basic auth credentials",
                "WARNING! Your password will be stored unencrypted\n\nunauthorized: authentication required\n",
                "dial tcp 10.0.0.1:443: connect: connection refused",
                "dial tcp: lookup ghcr.io: no such host",
                "x509: certificate signed by unknown authority",
                "no matching manifest for linux/amd64 in the manifest list entries",
                "write /var/lib/docker/tmp/x: no space left on device",
                "toomanyrequests: You have reached your pull rate limit",
                "error parsing HTTP 403 response body: invalid character '<' looking for beginning of value: \"<html>secret</html>\"",
                "something\tnew");
        for (String image :
                List.of("ghcr.io/org/myapp:v1", "myapp", "Registry.example:5000/a/b@sha256:" + "0".repeat(64))) {
            List<String> ours = said.stream()
                    .map(words -> PullFailure.of(
                                    image,
                                    ImageReference.of(image),
                                    new CommandResult(1, "", words),
                                    Duration.ofSeconds(180),
                                    account)
                            .getMessage())
                    .toList();
            String script = CodebSlot.run(
                    """
                    read_image "$IMAGE"
                    ACCOUNT=${ACCOUNT,,}
                    while IFS= read -r -d $'\\x1e' words; do
                        pull_failure "$words"
                        printf '%s cannot be fetched: %s Docker says: %s\\n' "$IMAGE" "$SENTENCE" "$OWN_WORDS"
                    done <<<"$SAID"
                    """,
                    Map.of("IMAGE", image, "ACCOUNT", account.name(), "SAID", String.join("\u001e", said) + "\u001e"),
                    "image");
            assertEquals(ours, script.lines().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ghcr.io/org/myapp:v1",
                "myapp",
                "org/myapp",
                "localhost/a",
                "a.b/c",
                "Upper/c",
                "UPPER",
                "index.docker.io/library/x",
                "h:5000/x:1",
                "h:5000/x",
                "[::1]:5000/x",
                "a//b",
                "a b",
                "x:",
                "x@sha256:12",
                "a__b/c--d:T_1",
                "a___b",
                "-a",
                "a/b:c/d",
                "$(id)"
            })
    void anImageReferenceIsReadTheSameWay(String image) throws Exception {
        String ours = ImageReference.read(image)
                .map(read ->
                        String.join(" ", read.repository(), String.valueOf(read.tag()), read.host(), read.version()))
                .orElse("refused");
        String script = CodebSlot.run("""
                if read_image "$IMAGE"; then echo "$REPOSITORY ${TAG:-null} $IMAGE_FROM $(image_version)"; else echo refused; fi
                """, Map.of("IMAGE", image), "image");
        assertEquals(ours, script.strip());
    }

    @Test
    void aReferenceByDigestIsCalledByItsBeginning() throws Exception {
        String image = "ghcr.io/o/a@sha256:" + "0123456789abcdef".repeat(4);
        assertEquals(
                ImageReference.of(image).version(),
                CodebSlot.run("read_image \"$IMAGE\" && image_version", Map.of("IMAGE", image), "image")
                        .strip());
    }
}
