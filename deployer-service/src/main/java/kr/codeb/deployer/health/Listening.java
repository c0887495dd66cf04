package kr.codeb.deployer.health;

import java.util.Optional;

/** A TCP port that somebody in a container listens on, out of {@code /proc/{pid}/net/tcp} or {@code tcp6}. */
record Listening(int port, boolean loopback) {

    private static final String LISTEN = "0A";
    private static final String DOCKER_DNS = "0B00007F";

    /** Reads one line; empty when it is no listener, or is Docker's own name server. */
    static Optional<Listening> of(String line) {
        String[] words = line.strip().split("\\s+");
        if (words.length < 4 || !words[3].equals(LISTEN)) {
            return Optional.empty();
        }
        String[] local = words[1].split(":");
        if (local.length != 2 || local[0].equals(DOCKER_DNS)) {
            return Optional.empty();
        }
        return Optional.of(new Listening(Integer.parseInt(local[1], 16), isLoopback(local[0])));
    }

    /** The kernel writes addresses as 32-bit words in the machine's byte order: 127.0.0.1 is {@code 0100007F}. */
    private static boolean isLoopback(String address) {
        return address.length() == 8
                ? address.endsWith("7F")
                : address.equals("00000000000000000000000001000000")
                        || address.startsWith("0000000000000000FFFF0000") && address.endsWith("7F");
    }
}
