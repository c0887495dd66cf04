package kr.codeb.contracts.scan;

import java.util.List;
import java.util.Map;
import kr.codeb.contracts.deployer.ContainerView;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;

/**
 * The answer of {@code workflow_scan}. A part is null when the project has none, or it could not be looked at: then
 * {@code issues} says why.
 *
 * @param registered null when the registry cannot be read
 * @param drift where reality differs from the registry
 * @param issues sentences: what could not be looked at and why, and what a person has to do
 */
public record ScanView(
        String projectName,
        Environment environment,
        Boolean registered,
        Ports ports,
        Map<SlotName, SlotState> slots,
        EnvScan env,
        SiteScan site,
        DnsScan dns,
        DatabaseScan database,
        RedisScan redis,
        Map<SlotName, ContainerView> containers,
        List<Drift> drift,
        List<String> issues) {

    /** Of a project of which nothing but this is known. */
    public static ScanView unknown(
            String project, Environment environment, Boolean registered, List<Drift> drift, List<String> issues) {
        return new ScanView(
                project, environment, registered, null, null, null, null, null, null, null, null, drift, issues);
    }

    /** The same with other drift. */
    public ScanView with(List<Drift> other) {
        return new ScanView(
                projectName,
                environment,
                registered,
                ports,
                slots,
                env,
                site,
                dns,
                database,
                redis,
                containers,
                other,
                issues);
    }

    /** The same with other issues. */
    public ScanView saying(List<String> other) {
        return new ScanView(
                projectName,
                environment,
                registered,
                ports,
                slots,
                env,
                site,
                dns,
                database,
                redis,
                containers,
                drift,
                other);
    }
}
