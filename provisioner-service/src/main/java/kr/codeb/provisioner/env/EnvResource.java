package kr.codeb.provisioner.env;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.provisioner.EnvView;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.provisioner.hold.CallersHold;
import kr.codeb.provisioner.hold.Holds;
import kr.codeb.provisioner.hold.LiveHold;
import kr.codeb.provisioner.registry.Registry;

/** What env files hold, and what containers are started with. */
@Path("/env/{project}/{environment}")
@RunOnVirtualThread
public class EnvResource {

    private static final String MASK = "***";

    private final Registry registry;
    private final EnvStore store;
    private final LiveHold live;

    EnvResource(Registry registry, EnvStore store, LiveHold live) {
        this.registry = registry;
        this.store = store;
        this.live = live;
    }

    /** @param reveal whether values are told; masked otherwise, whatever their names are */
    @GET
    public EnvView view(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @QueryParam("reveal") @DefaultValue("false") boolean reveal) {
        registry.settings(project, environment);
        EnvPlace place = store.place(project, environment);
        StoredEnv stored = store.read(place).orElseThrow(() -> EnvStore.missing(place));
        Map<String, String> variables = new LinkedHashMap<>(stored.file().variables());
        if (!reveal) {
            variables.replaceAll((name, value) -> value.isEmpty() ? "" : MASK);
        }
        return new EnvView(variables, stored.version(), store.backups(place));
    }

    /**
     * Compares a text with the env file.
     *
     * @param text the text of an env file
     * @throws kr.codeb.contracts.error.CodebException ENV_INVALID when one of them does not read as an env file
     */
    @POST
    @Path("scan")
    public Differences scan(
            @PathParam("project") String project, @PathParam("environment") Environment environment, Text text) {
        registry.settings(project, environment);
        EnvFile file = store.read(store.place(project, environment))
                .map(StoredEnv::file)
                .orElse(EnvFile.EMPTY);
        return new Differences(EnvDifference.between(file, EnvFile.parse(text.envContent())));
    }

    /** The text of an env file. */
    public record Text(String envContent) {

        public Text {
            if (envContent == null) {
                throw EnvInvalid.because("There is no envContent. Send the env file's text.");
            }
        }

        @Override
        public String toString() {
            return "Text[REDACTED]";
        }
    }

    /** How the text and the env file differ, variable by variable. */
    public record Differences(List<EnvDifference> differences) {}

    /** Makes anew what a container is started with, and keeps a copy for the release. */
    @PUT
    @Path("release")
    public EnvRelease release(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold) {
        return Holds.guarded(
                hold,
                () -> store.release(
                        new CallersHold(project, environment, hold, live),
                        store.place(project, environment),
                        inUse(project, environment)));
    }

    /** Versions that a slot's record names: a rollback may need them. */
    private Set<String> inUse(String project, Environment environment) {
        return registry.slots(project, environment).stream()
                .flatMap(slots -> Stream.of(slots.blue(), slots.green()))
                .map(Slot::envVersion)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** The environment of a kept release. */
    @GET
    @Path("releases/{version}")
    public EnvRelease release(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @PathParam("version") String version) {
        return store.release(store.place(project, environment), version);
    }
}
