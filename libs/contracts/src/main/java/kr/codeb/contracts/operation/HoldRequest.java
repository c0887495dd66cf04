package kr.codeb.contracts.operation;

/**
 * An executor asks to run an operation, or to take over one whose holder is gone.
 *
 * @param service name of the service, {@code deployer}
 * @param instance random id of this process; a new process is a new instance
 */
public record HoldRequest(String service, String instance) {

    public String holder() {
        return service + "/" + instance;
    }
}
