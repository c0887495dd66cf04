package kr.codeb.deployer.health;

import java.util.Optional;

/** A TCP port that somebody in a container listens on, out of {@code ss -Hltn}. */
record Listening(int port, Reach reach) {

    private static final String DOCKER_DNS = "127.0.0.11:";

    /** From where it can be reached. */
    enum Reach {
        /** From outside the container. */
        ALL,
        /** From inside the container only. */
        LOOPBACK,
        /** By IPv6 only, which Docker does not publish a slot's port to. */
        IPV6
    }

    /** Reads one line; empty when it is no listener, or is Docker's own name server. */
    static Optional<Listening> of(String line) {
        String[] words = line.strip().split("\\s+");
        if (words.length < 4 || !words[0].equals("LISTEN") || words[3].startsWith(DOCKER_DNS)) {
            return Optional.empty();
        }
        int colon = words[3].lastIndexOf(':');
        return Optional.of(
                new Listening(Integer.parseInt(words[3].substring(colon + 1)), reach(words[3].substring(0, colon))));
    }

    /** {@code *} is every address; {@code [::]} is every address of IPv6 alone. */
    private static Reach reach(String address) {
        if (address.startsWith("127.") || address.equals("[::1]") || address.startsWith("[::ffff:127.")) {
            return Reach.LOOPBACK;
        }
        return address.startsWith("[") && !address.startsWith("[::ffff:") ? Reach.IPV6 : Reach.ALL;
    }
}
