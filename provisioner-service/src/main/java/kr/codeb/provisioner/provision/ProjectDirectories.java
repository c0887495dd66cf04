package kr.codeb.provisioner.provision;

import jakarta.inject.Singleton;
import java.util.List;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.Script;
import kr.codeb.provisioner.env.EnvPlace;
import kr.codeb.provisioner.env.EnvStore;
import kr.codeb.provisioner.hold.Effect;
import kr.codeb.provisioner.hold.EnvironmentHold;
import kr.codeb.provisioner.hold.OwnHold;
import kr.codeb.provisioner.host.AppServer;

/** An environment's folders on the App Server, for root alone. */
@Singleton
public class ProjectDirectories {

    private static final Script MISSING = Script.of(ProjectDirectories.class, "missing-folders.sh");
    private static final Script MAKE = Script.of(ProjectDirectories.class, "make-folders.sh");
    private static final Script REMOVE = Script.of(ProjectDirectories.class, "remove-folders.sh");

    private final AppServer app;
    private final EnvStore store;

    public ProjectDirectories(AppServer app, EnvStore store) {
        this.app = app;
        this.store = store;
    }

    /** @return whether any had to be made */
    public boolean ensure(OwnHold hold) {
        String[] folders = folders(hold).toArray(String[]::new);
        List<String> missing = app.ask("look at the project's folders", Command.script(MISSING, folders))
                .lines()
                .toList();
        if (missing.isEmpty()) {
            return false;
        }
        hold.note(Effect.DIRECTORIES, String.join("\n", missing));
        app.change(hold, "make the project's folders", Command.script(MAKE, folders));
        return true;
    }

    /** A folder that something was put into meanwhile stays. */
    public void takeBack(OwnHold hold) {
        hold.noted(Effect.DIRECTORIES)
                .ifPresent(made -> removeEmpty(hold, made.lines().toList()));
    }

    /** Removes the folders that are empty by then: the other environment's files stay. */
    public void remove(EnvironmentHold hold) {
        removeEmpty(hold, folders(hold));
    }

    private void removeEmpty(EnvironmentHold hold, List<String> folders) {
        app.change(
                hold,
                "remove the project's folders",
                Command.script(REMOVE, folders.reversed().toArray(String[]::new)));
    }

    private List<String> folders(EnvironmentHold hold) {
        EnvPlace place = store.place(hold.project(), hold.environment());
        return List.of(
                place.projectFolder(),
                place.projectFolder() + "/releases",
                place.releaseFolder(),
                place.folder(),
                place.backupFolder());
    }
}
