package kr.codeb.provisioner.provision;

import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.provisioner.hold.EnvironmentHold;
import kr.codeb.provisioner.hold.OwnHold;

/**
 * One kind of thing that an environment has on a server, and everything that is ever done with it. Making it is each
 * maker's own {@code ensure}, since each needs something else for it.
 *
 * @param <V> what a scan's answer shows of it
 */
public interface Aspect<V> {

    RepairPart part();

    /**
     * Looks, changes nothing.
     *
     * @throws kr.codeb.contracts.error.CodebException when a server cannot be reached
     */
    Finding<V> look(ScannedEnvironment environment);

    /**
     * Makes it as the registry and the env file say. Called when a look found what can be mended; safe to repeat.
     *
     * @return what a person should know of it; null when there is nothing to say
     */
    String repair(EnvironmentHold hold, ScannedEnvironment environment);

    /** Takes back what the operation noted that it made or changed; safe to repeat, and right when it did only half of it. */
    void takeBack(OwnHold hold);

    /**
     * Removes it for good, with its data; safe to repeat. What CodeB did not make stays.
     *
     * @param environment with its settings; nothing else of it is asked for
     */
    void remove(EnvironmentHold hold, ScannedEnvironment environment);
}
