package kr.codeb.operations.run;

/** The operation cannot go on here and cannot be taken back here just now; the recovery takes it up again. */
public final class Abandoned extends RuntimeException {

    public Abandoned(String why, Throwable cause) {
        super(why, cause);
    }
}
