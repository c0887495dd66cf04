package kr.codeb.provisioner.init;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.dns.DnsZone;
import kr.codeb.provisioner.site.Site;

/** A records for the project's names below the base domain. Other domains are their owners' to point here. */
final class CreateDnsRecord implements Step {

    private final Init init;

    CreateDnsRecord(Init init) {
        this.init = init;
    }

    @Override
    public String name() {
        return "create_dns_record";
    }

    @Override
    public Outcome run() {
        Site site = init.site();
        String address = init.servers().config().app().address();
        List<String> inside = site.hosts().stream().filter(this::isInside).toList();
        Map<String, List<String>> before = zone().addresses(inside);
        Map<String, List<String>> missing = new LinkedHashMap<>();
        inside.stream()
                .filter(name -> !before.getOrDefault(name, List.of()).equals(List.of(address)))
                .forEach(name -> missing.put(name, List.of(address)));
        if (!missing.isEmpty()) {
            init.made()
                    .willMake(
                            Thing.RECORDS,
                            missing.keySet().stream()
                                    .map(name -> name + "=" + String.join(" ", before.getOrDefault(name, List.of())))
                                    .collect(Collectors.joining(",")));
            init.held().checkHeld();
            zone().put(missing);
        }
        List<String> outside =
                site.hosts().stream().filter(name -> !isInside(name)).toList();
        if (!outside.isEmpty()) {
            return Outcome.skipped("Not below %s, so please make these records yourself: %s"
                    .formatted(
                            zone().name(),
                            outside.stream().map(name -> name + " A " + address).collect(Collectors.joining(", "))));
        }
        return missing.isEmpty() ? Outcome.done("they stand there already") : Outcome.done();
    }

    private boolean isInside(String name) {
        return name.endsWith("." + zone().name());
    }

    /** Each name gets back the addresses that it had. */
    @Override
    public void undo() {
        init.made().about(Thing.RECORDS).ifPresent(noted -> {
            Map<String, List<String>> before = new LinkedHashMap<>();
            for (String record : noted.split(",")) {
                String addresses = record.substring(record.indexOf('=') + 1);
                before.put(
                        record.substring(0, record.indexOf('=')),
                        Arrays.stream(addresses.split(" "))
                                .filter(address -> !address.isEmpty())
                                .toList());
            }
            init.held().checkHeld();
            zone().put(before);
        });
    }

    private DnsZone zone() {
        return init.servers().dns();
    }
}
