package kr.codeb.contracts.scan;

import java.util.List;

/**
 * What the provisioner finds of a project's environment. A part is null when the project has none, or it could not be
 * looked at: then {@code issues} says why.
 */
public record HostScan(
        EnvScan env,
        SiteScan site,
        DnsScan dns,
        DatabaseScan database,
        RedisScan redis,
        List<Drift> drift,
        List<String> issues) {}
