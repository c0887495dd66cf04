package kr.codeb.gateway.tools.scan;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.scan.RegistryFile;
import kr.codeb.contracts.scan.RestoredFile;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Brings damaged registry files back: before the operation of a repair, which could not begin without them. */
@Singleton
class RegistryFiles {

    private static final Logger AUDIT = Logger.getLogger("kr.codeb.gateway.audit");
    private final RegistryFilesClient registry;

    RegistryFiles(@RestClient RegistryFilesClient registry) {
        this.registry = registry;
    }

    List<RegistryFile> states(String... files) {
        return Neighbour.reading(() -> registry.states(List.of(files)));
    }

    /** The SSOT, if it cannot be used. @throws CodebException BACKUP_NOT_FOUND when no good version is kept */
    Optional<RestoredFile> restoreSsot() {
        return states(RegistryFile.SSOT).stream()
                .filter(file -> !file.usable())
                .findFirst()
                .map(this::restore);
    }

    /** The other files that a project's environment needs. One without a good version stays as it is, and is found as drift. */
    List<RestoredFile> restoreOthers(String project, Environment environment) {
        return states(RegistryFile.REDIS_NUMBERS, RegistryFile.slots(project, environment)).stream()
                .filter(file -> !file.usable())
                .flatMap(file -> {
                    try {
                        return Stream.of(restore(file));
                    } catch (CodebException noVersion) {
                        AUDIT.warnf("%s was not restored: %s", file.file(), noVersion.getMessage());
                        return Stream.empty();
                    }
                })
                .toList();
    }

    private RestoredFile restore(RegistryFile file) {
        RestoredFile restored = Neighbour.reading(() -> registry.restore(new RegistryFilesClient.Damaged(file.file())));
        AUDIT.infof(
                "%s was restored from %s; the damaged one is kept as %s",
                restored.file(), restored.restoredFrom(), restored.damaged());
        return restored;
    }
}
