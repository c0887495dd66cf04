package kr.codeb.deployer.health;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The last question to an application.
 *
 * @param status HTTP status; 0 when there was no HTTP answer
 * @param latency milliseconds
 * @param redirect where a redirect leads; absent when it is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Probe(String url, int status, long latency, String redirect) {

    /** Reads {@code STATUS SECONDS [REDIRECT]}. */
    static Probe of(String url, String said) {
        String[] words = said.strip().split(" ", 3);
        return new Probe(
                url,
                Integer.parseInt(words[0]),
                Math.round(Double.parseDouble(words[1]) * 1000),
                words.length < 3 ? null : words[2]);
    }

    public boolean ok() {
        return status >= 200 && status < 300;
    }
}
