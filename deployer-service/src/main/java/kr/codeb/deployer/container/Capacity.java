package kr.codeb.deployer.container;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.settings.DeployerConfig;

/** What one container may be given at most: what the settings allow, or else all that the App Server has. */
@Singleton
public class Capacity {

    private static final Pattern MEMORY = Pattern.compile("(\\d+)([bkmg]?)", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "bkmg";

    private final DockerHost host;
    private final Optional<String> mostMemory;
    private final Optional<BigDecimal> mostCpus;
    private volatile Total total;

    private record Total(long memory, BigDecimal cpus) {}

    @Inject
    Capacity(DockerHost host, DeployerConfig config) {
        this(host, config.deploy().mostMemory(), config.deploy().mostCpus());
    }

    /** @param mostMemory as Docker writes it, {@code 4g} */
    public Capacity(DockerHost host, Optional<String> mostMemory, Optional<BigDecimal> mostCpus) {
        this.host = host;
        this.mostMemory = mostMemory;
        this.mostCpus = mostCpus;
    }

    /**
     * @param memory as Docker writes it, {@code 512m}
     * @throws CodebException INVALID_PARAMS when it is more than there may be
     */
    public void check(String memory, String cpus) {
        checkMemory(memory);
        checkCpus(cpus);
    }

    void checkMemory(String memory) {
        long most = mostMemory.map(Capacity::bytes).orElseGet(() -> total().memory());
        if (bytes(memory) > most) {
            throw tooMuch("memory", memory, mostMemory.orElseGet(() -> (most >> 20) + "m"), mostMemory.isPresent());
        }
    }

    void checkCpus(String cpus) {
        BigDecimal cores = mostCpus.orElseGet(() -> total().cpus());
        if (new BigDecimal(cpus).compareTo(cores) > 0) {
            throw tooMuch("cpus", cpus, cores.toPlainString(), mostCpus.isPresent());
        }
    }

    /** Asked once: a machine that grows is one that is started anew. What cannot be told is no limit. */
    private Total total() {
        if (total == null) {
            CommandResult info = host.run(host.docker().command("info", "--format", "{{.MemTotal}} {{.NCPU}}"));
            String[] words = info.out().strip().split(" ");
            if (!info.ok() || words.length != 2 || !words[0].matches("[1-9]\\d*") || !words[1].matches("[1-9]\\d*")) {
                return new Total(Long.MAX_VALUE, BigDecimal.valueOf(Long.MAX_VALUE));
            }
            total = new Total(Long.parseLong(words[0]), new BigDecimal(words[1]));
        }
        return total;
    }

    /** @throws IllegalArgumentException when it is no size as Docker writes one */
    public static long bytes(String memory) {
        Matcher match = MEMORY.matcher(memory);
        if (!match.matches()) {
            throw new IllegalArgumentException("not a size such as 512m or 2g: " + memory);
        }
        int unit = match.group(2).isEmpty() ? 0 : UNITS.indexOf(match.group(2).toLowerCase(Locale.ROOT));
        return Math.multiplyExact(Long.parseLong(match.group(1)), 1L << (10 * unit));
    }

    private static CodebException tooMuch(String param, String asked, String most, boolean set) {
        String message = "%s %s is more than %s, %s. Give the environment less."
                .formatted(
                        param,
                        asked,
                        most,
                        set ? "the most that codeb.deploy.most-" + param + " allows" : "all that the app server has");
        return new CodebException(
                ErrorCode.INVALID_PARAMS,
                message,
                Map.of("violations", List.of(Map.of("param", param, "message", message))));
    }
}
