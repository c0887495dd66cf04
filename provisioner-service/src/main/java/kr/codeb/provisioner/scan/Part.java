package kr.codeb.provisioner.scan;

import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.scan.RepairPart;

/** One thing that a project's environment has on a server: looked at by anybody, mended by who holds the project. */
interface Part<T> {

    RepairPart name();

    /**
     * Looks, changes nothing.
     *
     * @throws kr.codeb.contracts.error.CodebException when a server is away
     */
    Look<T> look(Subject subject);

    /**
     * Makes it as the registry and the env file say. Called when a look found what can be mended; safe to repeat.
     *
     * @return what a person should know of it; null when there is nothing to say
     */
    String repair(Hold hold, Subject subject);
}
