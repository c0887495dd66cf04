package kr.codeb.operations.testing;

import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.Script;

/** Shell programs that only tests run. The services' own are files, since the hosts run no others for their key. */
public final class Inline {

    private Inline() {}

    /** A shell program with arguments {@code $1 …}. */
    public static Command script(String text, String... arguments) {
        return Command.script(new Script("sh", text), arguments);
    }
}
