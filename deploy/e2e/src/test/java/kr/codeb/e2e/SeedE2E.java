package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The seed's own example, typed in as it stands: a v7 registry that holds existing1, then {@code workflow_init myapp}. */
class SeedE2E {

    private static final String SSOT = """
            {
              "version": "7.0",
              "owner": {"이름": "코드비", "floors": 3.0, "big": 12345678901234567890},
              "projects": {
                "existing1": {"teamId": "team_old", "colour": "파랑", "ports": {"blue": 4100, "green": 4101}, "redis": {"db": 1}}
              },
              "ports": {
                "allocated": {
                  "4100": {"project": "existing1", "slot": "blue", "since": "2025-12-01"},
                  "4101": {"project": "existing1", "slot": "green"}
                },
                "comment": "kept"
              }
            }
            """;
    private static final String REDIS = """
            {"used": {"existing1": 1}, "nextDb": 2, "note": "v7"}
            """;
    /** The registry's files as they are now go aside; keys stay, so that the owner's key goes on working. */
    private static final String LAY_OUT = """
            set -e
            cp -a "$1" "$2"
            rm -rf "$1"/slots "$1"/.versions
            mkdir -m 0700 "$1/slots"
            printf %s "$3" >"$1/ssot.json"
            printf %s "$4" >"$1/redis-db.json"
            chown -R --reference="$1" "$1"
            """;

    private static final String PUT_BACK = """
            set -e
            [ -d "$2" ]
            rm -rf "$1"/slots "$1"/.versions
            cp -a "$2"/slots "$1"/
            [ ! -d "$2"/.versions ] || cp -a "$2"/.versions "$1"/
            cp -a "$2"/ssot.json "$2"/redis-db.json "$1"/
            rm -rf "$2"
            """;

    private static final Path ASIDE = Sandbox.root().resolve("registry-aside");
    private static final Project MYAPP = Project.named("myapp");
    private static Answer answer;

    @BeforeAll
    static void adoptTheSeedsRegistry() {
        takeAwayWhatHasTheSeedsPorts();
        if (!portsInUse().isEmpty()) {
            // Docker 20.10 that was killed while it removed a container may keep that one's port until it is restarted.
            Sandbox.restart("docker");
        }
        assertEquals("", portsInUse(), "4102 and 4103 must be free");
        Sandbox.stop("registry");
        try {
            Shell.sh(LAY_OUT, Sandbox.registry().toString(), ASIDE.toString(), SSOT, REDIS)
                    .ok();
        } finally {
            Sandbox.start("registry");
        }
        answer = MYAPP.codeb()
                .call("workflow_init", "projectName", "myapp", "type", "nextjs", "database", true, "redis", true);
    }

    private static String portsInUse() {
        return Shell.run("ss", "-Hltn", "sport = :4102 or sport = :4103").text();
    }

    /** A project of another test that did not go away. */
    private static void takeAwayWhatHasTheSeedsPorts() {
        for (int port : new int[] {4102, 4103}) {
            Shell.run("docker", "ps", "-a", "--format", "{{.Label \"codeb.project\"}}", "--filter", "publish=" + port)
                    .ok()
                    .lines()
                    .stream()
                    .filter(name -> !name.isBlank())
                    .distinct()
                    .forEach(Projects::forget);
        }
    }

    @AfterAll
    static void putTheRegistryBack() {
        Projects.forget("myapp");
        Sandbox.stop("registry");
        try {
            Shell.sh(PUT_BACK, Sandbox.registry().toString(), ASIDE.toString()).ok();
        } finally {
            Sandbox.start("registry");
        }
    }

    @Test
    void theAnswerIsTheSeeds() {
        answer.ok();
        assertEquals(Text.object("blue", 4102, "green", 4103), answer.at("/ports"));
        assertEquals("myapp_db", answer.text("/database/name"));
        assertEquals("myapp_user", answer.text("/database/user"));
        assertEquals(2, answer.number("/redis/db"));
        assertEquals("myapp." + Sandbox.baseDomain(), answer.text("/domain"));
    }

    @Test
    void whatWasThereIsKeptToTheLetter() {
        String text = Text.of(Sandbox.registry().resolve("ssot.json"));
        JsonNode before = Text.json(SSOT);
        JsonNode after = Text.json(text);
        assertEquals(before.path("owner"), after.path("owner"));
        assertTrue(text.contains("12345678901234567890") && text.contains("3.0") && text.contains("코드비"), text);
        assertEquals(before.at("/projects/existing1"), after.at("/projects/existing1"));
        assertEquals(before.at("/ports/allocated/4100"), after.at("/ports/allocated/4100"));
        assertEquals("kept", after.at("/ports/comment").asText());
        assertEquals(
                before.propertyStream().map(key -> key.getKey()).toList(),
                after.propertyStream().map(key -> key.getKey()).toList(),
                "the order of the keys");
    }

    @Test
    void theRedisFileGoesOnWhereItStood() {
        JsonNode numbers = Text.json(Sandbox.registry().resolve("redis-db.json"));
        assertEquals(Text.object("used", Text.object("existing1", 1, "myapp", 2), "nextDb", 3, "note", "v7"), numbers);
    }

    @Test
    void theServersAgree() {
        Agreement.check(MYAPP);
    }
}
