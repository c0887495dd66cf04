package kr.codeb.deployer.health;

import java.util.List;

/**
 * What is found at a container that is not healthy.
 *
 * @param status Docker's word: {@code running, exited, restarting, created}; {@code gone} when there is none
 * @param exitCode of its last end
 * @param restarts how often Docker started it again
 * @param error Docker's own words, if any
 * @param listening where its processes listen
 * @param log its last lines, without any value of its environment
 */
record Evidence(
        String status,
        int exitCode,
        boolean oomKilled,
        int restarts,
        String error,
        List<Listening> listening,
        List<String> log) {

    static final Evidence NONE = new Evidence("gone", 0, false, 0, "", List.of(), List.of());

    boolean running() {
        return status.equals("running");
    }
}
