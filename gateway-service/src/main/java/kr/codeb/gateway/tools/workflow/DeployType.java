package kr.codeb.gateway.tools.workflow;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How a GitHub Actions run reaches CodeB: by its API, by SSH, or on the App Server itself. */
public enum DeployType {
    API("ubuntu-latest", "id-token: write", "api/call.sh"),
    SSH("ubuntu-latest", "", "slot-words.sh", "ssh/call.sh"),
    SELF_HOSTED("[self-hosted, docker]", "", "slot-words.sh", "self-hosted/call.sh");

    private final String runsOn;
    private final String may;
    private final List<String> call;

    DeployType(String runsOn, String may, String... call) {
        this.runsOn = runsOn;
        this.may = may;
        this.call = List.of(call);
    }

    /** {@code self-hosted}; {@link #API} for a word that is none of them. */
    static DeployType of(String word) {
        return Stream.of(values())
                .filter(type -> type.wire().equals(word))
                .findFirst()
                .orElse(API);
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String runsOn() {
        return runsOn;
    }

    /** What a job of it may beyond building, as YAML; empty for nothing. */
    String may() {
        return may;
    }

    /** The scripts that call CodeB, one after the other. */
    List<String> call() {
        return call;
    }

    /** The file of what it needs that is its own. */
    String own(String file) {
        return wire() + "/" + file;
    }
}
