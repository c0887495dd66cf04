package kr.codeb.gateway.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a call was about, in words. */
public final class Place {

    private Place() {}

    /** {@code shop (production)}. */
    public static String of(ObjectNode params) {
        String project = params.path("projectName").asText("the project");
        return params.path("environment").isTextual()
                ? "%s (%s)".formatted(project, params.path("environment").asText())
                : project;
    }
}
