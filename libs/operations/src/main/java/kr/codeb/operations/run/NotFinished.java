package kr.codeb.operations.run;

import kr.codeb.contracts.error.ErrorBody;

/** How an operation ends whose process died and that is not finished. Other than a failure to take it up, this is its end. */
public final class NotFinished extends RuntimeException {

    private final transient ErrorBody body;

    public NotFinished(ErrorBody body) {
        super(body.error());
        this.body = body;
    }

    /** What the caller is told. */
    public ErrorBody body() {
        return body;
    }
}
