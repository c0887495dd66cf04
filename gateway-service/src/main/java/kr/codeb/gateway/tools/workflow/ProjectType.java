package kr.codeb.gateway.tools.workflow;

import java.util.Locale;
import java.util.stream.Stream;

/** What a project is made with: it chooses the Dockerfile. */
public enum ProjectType {
    NEXTJS("nextjs"),
    REMIX("node"),
    NODEJS("node"),
    PYTHON("python"),
    GO("go"),
    DOCKER("docker");

    private final String dockerfile;

    ProjectType(String dockerfile) {
        this.dockerfile = dockerfile;
    }

    /** {@code nextjs}; {@link #DOCKER}, which asks the least, for a word that is none of them. */
    static ProjectType of(String word) {
        return Stream.of(values())
                .filter(type -> type.wire().equals(word))
                .findFirst()
                .orElse(DOCKER);
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    String dockerfile() {
        return dockerfile + ".Dockerfile";
    }
}
