package kr.codeb.provisioner.hold;

import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Environment;

/**
 * The right to change one environment of one project. Whoever makes something asks for this and need not know whether the
 * operation is this service's own ({@link OwnHold}, which can take it back) or another service's ({@link CallersHold}, which
 * cannot).
 */
public sealed interface EnvironmentHold permits OwnHold, CallersHold {

    String project();

    Environment environment();

    Hold hold();

    /**
     * To be asked just before an effect on a server that knows no fence: PostgreSQL, Redis, PowerDNS.
     *
     * @throws RuntimeException when the hold is gone
     */
    void check();

    /**
     * To be called just before an effect.
     *
     * @param about what taking it back has to know: a name, say
     */
    void note(Effect effect, String about);
}
