package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What was to be seen of a run of a workflow: its jobs, its summary, its errors. */
record WorkflowRun(JsonNode seen) {

    /** Fails the test unless a job ended so, {@code success}, {@code failure} or {@code skipped}, and no secret was shown. */
    WorkflowRun job(String name, String result) {
        assertEquals(result, seen.at("/jobs/" + name + "/result").asText(), seen::toPrettyString);
        assertEquals(0, seen.path("leaked").size(), seen::toPrettyString);
        return this;
    }

    String log(String job) {
        return String.join(
                "\n",
                seen.at("/jobs/" + job + "/steps")
                        .valueStream()
                        .map(step -> step.path("log").asText())
                        .toList());
    }

    String summary() {
        return seen.path("summary").asText();
    }

    List<String> errors() {
        return seen.path("errors").valueStream().map(JsonNode::asText).toList();
    }

    String text(String pointer) {
        return seen.at(pointer).asText();
    }
}
