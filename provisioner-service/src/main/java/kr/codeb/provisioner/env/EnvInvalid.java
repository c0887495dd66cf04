package kr.codeb.provisioner.env;

import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/** Makes the refusals of an env file: they name line and variable, never a value. */
final class EnvInvalid {

    private EnvInvalid() {}

    /** @param what continues {@code Line 3 …} */
    static CodebException at(int line, String what) {
        return new CodebException(ErrorCode.ENV_INVALID, "Line %d %s".formatted(line, what), Map.of("line", line));
    }

    static CodebException because(String sentence) {
        return new CodebException(ErrorCode.ENV_INVALID, sentence);
    }
}
