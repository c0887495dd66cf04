package kr.codeb.e2e;

import java.nio.file.Path;
import java.util.List;

/** The account on the App Server that may run only {@code codeb-slot}, as a repository's settings hold it. */
record DeployAccount(String host, String knownHosts, String key) {

    /** Out of the words of the sandbox's ssh command. */
    static DeployAccount ofSandbox() {
        List<String> words = List.of(Sandbox.need("CODEB_DEPLOY_SSH").split(" "));
        String known = words.stream()
                .filter(word -> word.startsWith("UserKnownHostsFile="))
                .map(word -> word.substring(word.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
        return new DeployAccount(
                words.getLast() + ":" + after(words, "-p"),
                Text.of(Path.of(known)),
                Text.of(Path.of(after(words, "-i"))));
    }

    private static String after(List<String> words, String option) {
        return words.get(words.indexOf(option) + 1);
    }
}
