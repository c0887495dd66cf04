package kr.codeb.operations.ssh;

import java.time.Duration;

/**
 * Every bound of our SSH connections to one host.
 *
 * @param connect until the TCP connection stands
 * @param silence how long the server may say nothing until we are logged in
 * @param login for connecting and logging in together
 * @param trying after the first attempt that failed; none is begun later
 * @param attempts how often it is tried at most
 * @param connections at once, those that are being opened included
 * @param opening being opened at once; sshd refuses some from the tenth on (MaxStartups)
 * @param commands at once on one connection; sshd allows ten (MaxSessions)
 * @param waiting commands that wait for a connection at most
 * @param queue how long one waits
 * @param grace how much later than its limit a command may end, since the host has to end it
 * @param lingering how long what a command left behind may keep its output open
 * @param idle after which a connection that nobody uses is closed, but for one
 */
record SshLimits(
        Duration connect,
        Duration silence,
        Duration login,
        Duration trying,
        int attempts,
        int connections,
        int opening,
        int commands,
        int waiting,
        Duration queue,
        Duration grace,
        Duration lingering,
        Duration idle) {

    static final SshLimits USUAL = new SshLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(8),
            Duration.ofSeconds(6),
            6,
            8,
            4,
            5,
            500,
            Duration.ofMinutes(4),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofMinutes(2));
}
