package kr.codeb.deployer.health;

/**
 * The last question to an application.
 *
 * @param status HTTP status; 0 when there was no HTTP answer
 * @param latency milliseconds
 */
public record Probe(String url, int status, long latency) {

    public boolean ok() {
        return status >= 200 && status < 300;
    }
}
