package kr.codeb.registry.ssot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Project;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.hold.Holds;
import kr.codeb.registry.hold.MadeNotes;
import kr.codeb.registry.store.DocumentStore;
import kr.codeb.registry.store.Transaction;

/** Projects in the SSOT. */
@Singleton
class ProjectStore {

    private static final String PROJECTS = "projects";

    private final DocumentStore store;
    private final TakenPorts takenPorts;
    private final Holds holds;
    private final MadeNotes madeNotes;

    ProjectStore(DocumentStore store, TakenPorts takenPorts, Holds holds, MadeNotes madeNotes) {
        this.store = store;
        this.takenPorts = takenPorts;
        this.holds = holds;
        this.madeNotes = madeNotes;
    }

    /** @param teamId null: of all teams */
    List<Project> list(String teamId) {
        var projects = new ArrayList<Project>();
        ssot().path(PROJECTS).properties().forEach(member -> {
            if (member.getValue() instanceof ObjectNode entry
                    && (teamId == null || teamId.equals(entry.path("teamId").asText()))) {
                projects.add(Ssot.project(member.getKey(), entry, takenPorts.allocated()));
            }
        });
        return projects;
    }

    /** @throws CodebException PROJECT_NOT_FOUND */
    Project read(String name) {
        return Ssot.entry(ssot(), name)
                .map(entry -> Ssot.project(name, entry, takenPorts.allocated()))
                .orElseThrow(() -> new CodebException(
                        ErrorCode.PROJECT_NOT_FOUND,
                        "There is no project %s. Call workflow_init first.".formatted(name)));
    }

    /** @throws CodebException PROJECT_EXISTS when it is another team's */
    Allocation<Project> ensure(String name, Environment environment, NewProject asked, Hold hold) {
        FileNames.project(name);
        checkTeam(name, Ssot.entry(store.peek(FileNames.SSOT).orElseThrow(), name), asked.teamId());
        return madeNotes.ensure(
                hold,
                "project",
                () -> isThere(name, environment),
                () -> store.change(transaction -> {
                    holds.check(hold, name, environment);
                    Optional<ObjectNode> entry =
                            Ssot.entry(transaction.read(FileNames.SSOT).orElseThrow(), name);
                    checkTeam(name, entry, asked.teamId());
                    checkDomain(transaction.read(FileNames.SSOT).orElseThrow(), name, environment, asked);
                    ObjectNode next = entry.map(before -> ProjectEntry.completed(before, asked, environment))
                            .orElseGet(() -> ProjectEntry.made(asked, environment));
                    if (!Objects.equals(next, entry.orElse(null))) {
                        transaction.put(FileNames.SSOT, next, PROJECTS, name);
                    }
                    return Ssot.project(name, next, takenPorts.allocated());
                }));
    }

    void remove(String name, Environment environment, Hold hold) {
        store.change(transaction -> {
            holds.check(hold, name, environment);
            remove(transaction, name, environment);
            return null;
        });
    }

    /** Takes an environment out of the SSOT, and the project with its last one. */
    void remove(Transaction transaction, String name, Environment environment) {
        Ssot.entry(transaction.read(FileNames.SSOT).orElseThrow(), name)
                .filter(entry -> Ssot.settings(entry, environment).isPresent())
                .ifPresent(entry ->
                        transaction.put(FileNames.SSOT, ProjectEntry.without(entry, environment), PROJECTS, name));
    }

    private boolean isThere(String name, Environment environment) {
        return Ssot.entry(store.peek(FileNames.SSOT).orElseThrow(), name)
                .flatMap(entry -> Ssot.settings(entry, environment))
                .isPresent();
    }

    private static void checkTeam(String name, Optional<ObjectNode> entry, String teamId) {
        entry.filter(there -> there.hasNonNull("teamId")
                        && !there.get("teamId").asText().equals(teamId))
                .ifPresent(foreign -> {
                    throw new CodebException(
                            ErrorCode.PROJECT_EXISTS,
                            "The name %s is taken by another team's project. Choose another one.".formatted(name));
                });
    }

    private static void checkDomain(ObjectNode ssot, String name, Environment environment, NewProject asked) {
        String domain = asked.settings() == null ? null : asked.settings().domain();
        if (domain != null) {
            DomainOwner.of(ssot, domain)
                    .filter(owner -> !owner.equals(new DomainOwner(name, environment)))
                    .ifPresent(other -> {
                        throw new CodebException(
                                ErrorCode.DOMAIN_TAKEN,
                                "%s is taken by another project. Choose another domain.".formatted(domain));
                    });
        }
    }

    private ObjectNode ssot() {
        return store.read(FileNames.SSOT).orElseThrow();
    }
}
