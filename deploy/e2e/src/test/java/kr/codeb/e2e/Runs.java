package kr.codeb.e2e;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs of workflows of one repository: what the sandbox's issuer asserts of them, and what they get for it. */
record Runs(String repositoryId) {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A repository that nobody has used before. */
    static Runs fresh() {
        return new Runs(String.valueOf(System.nanoTime()));
    }

    /** What {@code project_update} takes to trust its runs at a ref. */
    Map<String, String> trustedAt(String ref) {
        return Map.of("repository_id", repositoryId, "repository_owner_id", "2002", "ref", ref);
    }

    /** What the issuer asserts of a run on main. @param claims {@code ref=refs/heads/dev}, where it is otherwise */
    String asserted(String... claims) {
        List<String> command = new ArrayList<>(List.of(Sandbox.command(), "ci-token", "repository_id=" + repositoryId));
        command.addAll(Arrays.asList(claims));
        return Shell.run(command.toArray(String[]::new)).ok().out().strip();
    }

    /** Exchanges an assertion, as {@code curl} would. @param more names and values, {@code project, shop} */
    static Answer exchange(String assertion, String... more) {
        var form = new ArrayList<>(List.of("grant_type", GRANT, "assertion", assertion));
        form.addAll(Arrays.asList(more));
        String body = java.util.stream.IntStream.range(0, form.size() / 2)
                .mapToObj(i -> form.get(2 * i) + "=" + URLEncoder.encode(form.get(2 * i + 1), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return Codeb.sendOnce(HttpRequest.newBuilder(URI.create(Sandbox.gateway() + "/api/token"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }
}
