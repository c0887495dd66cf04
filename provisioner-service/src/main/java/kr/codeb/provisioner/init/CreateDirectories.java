package kr.codeb.provisioner.init;

import java.util.List;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.env.EnvPlace;

/** The project's folders, for root alone. */
final class CreateDirectories implements Step {

    private static final String MISSING = "for folder; do [ -d \"$folder\" ] || echo \"$folder\"; done";
    private static final String MAKE = "umask 077; exec mkdir -p \"$@\"";
    private static final String REMOVE =
            "for folder; do [ ! -d \"$folder\" ] || rmdir --ignore-fail-on-non-empty \"$folder\"; done";

    private final Init init;

    CreateDirectories(Init init) {
        this.init = init;
    }

    @Override
    public String name() {
        return "create_directories";
    }

    @Override
    public Outcome run() {
        EnvPlace place = init.place();
        String[] folders = {
            place.projectFolder(),
            place.projectFolder() + "/releases",
            place.releaseFolder(),
            place.folder(),
            place.backupFolder()
        };
        List<String> missing = init.servers()
                .app()
                .ask("look at the project's folders", Command.script(MISSING, folders))
                .lines()
                .toList();
        if (missing.isEmpty()) {
            return Outcome.done("they stand there already");
        }
        init.made().willMake(Thing.DIRECTORIES, String.join("\n", missing));
        init.servers().app().change(init.held(), "make the project's folders", Command.script(MAKE, folders));
        return Outcome.done();
    }

    /** A folder that something was put into meanwhile stays. */
    @Override
    public void undo() {
        init.made().about(Thing.DIRECTORIES).ifPresent(made -> {
            String[] folders = made.lines().toList().reversed().toArray(String[]::new);
            init.servers().app().change(init.held(), "remove the project's folders", Command.script(REMOVE, folders));
        });
    }
}
