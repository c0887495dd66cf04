package kr.codeb.registry.ci;

import java.util.List;
import kr.codeb.contracts.ci.CiRun;
import kr.codeb.contracts.ci.CiTrust;
import kr.codeb.contracts.registry.Environment;

/** An environment that trusts somebody. */
public record TrustingPlace(String teamId, String project, Environment environment, List<CiTrust> trusts) {

    public boolean admits(CiRun run) {
        return trusts.stream().anyMatch(trust -> trust.admits(run));
    }

    /** Whether it trusts the run's repository, be it for other runs. */
    public boolean knows(CiRun run) {
        return trusts.stream().anyMatch(trust -> trust.isOf(run));
    }
}
