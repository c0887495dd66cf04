package kr.codeb.contracts.operation;

/**
 * The right to change one project's environment, as sent along with every change in the header {@value #HEADER}.
 *
 * @param fence see {@link Operation#fence()}
 */
public record Hold(String operationId, long fence) {

    public static final String HEADER = "X-CodeB-Hold";

    /** JAX-RS header parameters are read by this name. */
    public static Hold fromString(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("a hold reads operationId:fence");
        }
        return new Hold(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return operationId + ":" + fence;
    }
}
