package kr.codeb.provisioner.hold;

import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Environment;

/** The hold of another service's operation, which came with its call. What is done for it is never taken back, so notes go nowhere. */
public record CallersHold(String project, Environment environment, Hold hold, LiveHold live)
        implements EnvironmentHold {

    @Override
    public void check() {
        live.check(hold);
    }

    @Override
    public void note(Effect effect, String about) {}
}
