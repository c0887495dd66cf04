import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Makes so many operations: promotes of projects that have nothing to promote, each of which begins, fails and is remembered. One caller
 * for each project, since each has one operation at a time.
 */
final class Operations {

    private static final String GATEWAY = System.getenv("CODEB_URL");
    private static final String OWNER = System.getenv("CODEB_API_KEY");
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int PATIENCE_SECONDS = 60;

    public static void main(String[] arguments) throws Exception {
        AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[0]));
        List<Thread> callers = new ArrayList<>();
        AtomicInteger failures = new AtomicInteger();
        for (int i = 1; i < arguments.length; i++) {
            String key = newKey();
            String call = "{\"tool\":\"slot_promote\",\"params\":{\"projectName\":\"%s\"}}".formatted(arguments[i]);
            callers.add(Thread.ofPlatform().start(() -> {
                while (left.getAndDecrement() > 0) {
                    String answer = send(key, call);
                    if (!answer.contains("SLOT_NOT_DEPLOYED")) {
                        failures.incrementAndGet();
                        System.out.println("slot_promote answered " + answer);
                    }
                }
            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        System.exit(failures.get() == 0 ? 0 : 1);
    }

    private static String newKey() {
        String answer = send(
                OWNER,
                "{\"tool\":\"token_create\",\"params\":{\"name\":\"bench\",\"role\":\"member\",\"expiresInDays\":1}}");
        var key = Pattern.compile("\"key\":\"([^\"]+)\"").matcher(answer);
        if (!key.find()) {
            throw new IllegalStateException("token_create answered " + answer);
        }
        return key.group(1);
    }

    /** A key that has used up its calls of this minute waits for the next one. */
    private static String send(String key, String call) {
        try {
            for (int second = 0; ; second++) {
                HttpResponse<String> answer = HTTP.send(
                        HttpRequest.newBuilder(URI.create(GATEWAY + "/api/tool"))
                                .header("X-API-Key", key)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(call))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 429 || second > PATIENCE_SECONDS) {
                    return answer.body();
                }
                Thread.sleep(1_000);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
