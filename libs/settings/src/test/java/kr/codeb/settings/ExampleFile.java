package kr.codeb.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kr.codeb.settings.KnownSettings.KnownSetting;

/** Prints the file of settings that an administrator begins with. */
final class ExampleFile {

    private static final String HEAD = """
            # Settings of CodeB's four services, printed from the code. All four read one file:
            #   java -Dquarkus.config.locations=/etc/codeb/codeb.properties -jar quarkus-run.jar
            # What is commented out shows its default. A start with an unknown, unsafe or impossible setting is refused, naming it.
            # Files that hold a secret (credential, passwords, keys) belong to the services' user with mode 0600.
            """;

    private static final int WIDTH = 118;

    /** Title and the beginnings of the names that belong there; the first one that fits. */
    private static final Map<String, List<String>> SECTIONS = sections();

    /** What has to be set, or shows best by an example. */
    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("codeb.base-domain", "example.com"),
            Map.entry("codeb.internal.credential-file", "/etc/codeb/internal-credential"),
            Map.entry("codeb.app.address", "203.0.113.10"),
            Map.entry("codeb.app.ssh.key-file", "/etc/codeb/ssh/id_ed25519"),
            Map.entry("codeb.app.ssh.known-hosts-file", "/etc/codeb/ssh/known_hosts"),
            Map.entry("codeb.storage.host", "10.0.0.2"),
            Map.entry("codeb.storage.ssh.key-file", "/etc/codeb/ssh/id_ed25519"),
            Map.entry("codeb.storage.ssh.known-hosts-file", "/etc/codeb/ssh/known_hosts"),
            Map.entry("codeb.storage.postgres.password-file", "/etc/codeb/postgres-password"),
            Map.entry("codeb.storage.redis.password-file", "/etc/codeb/redis-password"),
            Map.entry("codeb.image-registries.*.username", "acme"),
            Map.entry("codeb.image-registries.*.teams", "team_acme"),
            Map.entry("codeb.image-registries.*.password-file", "/etc/codeb/ghcr-token"));

    private ExampleFile() {}

    static String print(Sentences sentences) {
        List<KnownSetting> settings = KnownSettings.list().stream()
                .filter(setting -> !setting.name().equals("codeb.internal.required"))
                .sorted(Comparator.comparingInt(sentences::place))
                .toList();
        StringBuilder page = new StringBuilder(HEAD);
        SECTIONS.forEach((title, beginnings) -> {
            page.append("\n# --- ")
                    .append(title)
                    .append(' ')
                    .append("-".repeat(WIDTH - 7 - title.length()))
                    .append('\n');
            settings.stream()
                    .filter(setting -> section(setting).equals(title))
                    .sorted(Comparator.comparingInt(setting -> beginning(setting, beginnings)))
                    .forEach(setting -> page.append(lines(setting, sentences.of(setting))));
        });
        return page.toString();
    }

    private static String section(KnownSetting setting) {
        return SECTIONS.entrySet().stream()
                .filter(section -> section.getValue().stream().anyMatch(setting.name()::startsWith))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static int beginning(KnownSetting setting, List<String> beginnings) {
        for (int i = 0; i < beginnings.size(); i++) {
            if (setting.name().startsWith(beginnings.get(i))) {
                return i;
            }
        }
        return beginnings.size();
    }

    private static String lines(KnownSetting setting, String sentence) {
        String example = EXAMPLES.get(setting.name());
        boolean needed = !setting.optional() && setting.defaultValue() == null;
        if (needed && example == null) {
            throw new IllegalStateException(setting.name() + " has to be set and has no example here");
        }
        String value = setting.defaultValue() != null ? setting.defaultValue() : example == null ? "" : example;
        String name = setting.name().replace("*", "\"ghcr.io\"");
        return wrapped(sentence) + (needed ? "" : "#") + name + "=" + value.replace("\\", "\\\\") + "\n";
    }

    private static String wrapped(String sentence) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder("#");
        for (String word : sentence.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder("#");
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
        return String.join("\n", lines) + "\n";
    }

    private static Map<String, List<String>> sections() {
        Map<String, List<String>> sections = new java.util.LinkedHashMap<>();
        sections.put("Names", List.of("codeb.base-domain"));
        sections.put(
                "The four services",
                List.of(
                        "codeb.internal.",
                        "codeb.registry.",
                        "codeb.provisioner.",
                        "codeb.deployer.",
                        "codeb.gateway.",
                        "codeb.log."));
        sections.put("Places on the App Server", List.of("codeb.paths."));
        sections.put("App Server: SSH, Docker, Caddy", List.of("codeb.app."));
        sections.put("Storage Server: SSH, PostgreSQL, Redis, PowerDNS", List.of("codeb.storage."));
        sections.put("What applications reach", List.of("codeb.isolation."));
        sections.put("Image registries", List.of("codeb.images.", "codeb.image-registries."));
        sections.put("Ports, times, limits", List.of("codeb."));
        return sections;
    }
}
