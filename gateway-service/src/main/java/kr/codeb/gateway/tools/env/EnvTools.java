package kr.codeb.gateway.tools.env;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.provisioner.EnvView;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Confirmation;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Field;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Plan;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.catalogue.Violations;
import kr.codeb.gateway.neighbour.ProvisionerClient;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.gateway.tools.Params;
import kr.codeb.gateway.tools.Place;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Environment variables. Values leave only by {@code env_get} with {@code reveal}. */
@Singleton
class EnvTools implements ToolGroup {

    private static final Param ENV_CONTENT =
            Param.text("envContent", "Text of a .env file, as dotenv reads it.", 1_000_000);
    private static final Field WARNINGS = Field.list("warnings", Field.text("name"), Field.text("message"));

    private final RegistryClient registry;
    private final ProvisionerClient provisioner;

    EnvTools(@RestClient RegistryClient registry, @RestClient ProvisionerClient provisioner) {
        this.registry = registry;
        this.provisioner = provisioner;
    }

    @Override
    public List<Tool> tools() {
        return List.of(sync(), get(), scan(), restore());
    }

    private static Tool sync() {
        return Tool.named("env_sync")
                .title("Set environment variables")
                .says("Sets environment variables: variables takes values as they are, envContent the text of a .env"
                        + " file (quote values with # there); remove takes names. Running versions keep theirs;"
                        + " the next deploy takes the new ones. A backup is kept.")
                .needs(Role.MEMBER)
                .effect(Effect.CHANGE)
                .repeatable()
                .about(Scope.ENVIRONMENT)
                .takes(
                        Params.PROJECT,
                        Params.ENVIRONMENT,
                        ENV_CONTENT.hidden(),
                        Param.textByName("variables", "Instead of a text: names with their values, taken as they are.")
                                .advising(EnvTools::quotes)
                                .hidden(),
                        Param.texts("remove", "Names of variables to remove.", 1000),
                        Param.flag(
                                        "merge",
                                        "true adds and overwrites; false makes the file exactly this text and drops"
                                                + " all others.")
                                .orElse(true),
                        Param.flag("overrideManaged", "Change DATABASE_URL and REDIS_URL too. Needs the role admin.")
                                .raising(Role.ADMIN)
                                .orElse(false))
                .answers(
                        Field.whole("variablesSet"),
                        Field.whole("variablesUpdated"),
                        Field.whole("variablesUnchanged"),
                        Field.whole("variablesRemoved"),
                        Field.texts("set"),
                        Field.texts("updated"),
                        Field.texts("removed"),
                        Field.text("path").maybe(),
                        Field.text("backup").maybe(),
                        Field.text("version"),
                        WARNINGS.maybe())
                .tells(EnvTools::told)
                .runs(OperationKind.ENV_SYNC);
    }

    /** Whoever sends a number or a true for a text learns where. */
    private static String quotes(JsonNode variables) {
        return variables
                .propertyStream()
                .filter(variable -> !variable.getValue().isTextual())
                .findFirst()
                .map(variable -> "Put the value of %s in quotes.".formatted(Violations.shown(variable.getKey())))
                .orElse(null);
    }

    private static String told(ObjectNode params, ObjectNode answer) {
        StringBuilder text = new StringBuilder("%s: %s, %s, %s, %d unchanged. The next deploy takes them."
                .formatted(
                        Place.of(params),
                        names("new", answer.path("set")),
                        names("changed", answer.path("updated")),
                        names("removed", answer.path("removed")),
                        answer.path("variablesUnchanged").asInt()));
        return text + warnings(answer);
    }

    private static String warnings(ObjectNode answer) {
        return answer.path("warnings")
                .valueStream()
                .map(warning -> " Warning, %s: %s"
                        .formatted(
                                warning.path("name").asText(),
                                warning.path("message").asText()))
                .collect(Collectors.joining());
    }

    private Tool scan() {
        return Tool.named("env_scan")
                .title("Compare variables with a .env text")
                .says("Compares the text of a .env file with the environment variables, name by name: added,"
                        + " removed, changed or same, never values. It changes nothing.")
                .needs(Role.VIEWER)
                .effect(Effect.READ)
                .about(Scope.ENVIRONMENT)
                .takes(Params.PROJECT, Params.ENVIRONMENT, ENV_CONTENT.must().hidden())
                .answers(Field.list("differences", Field.text("key"), Field.text("status")))
                .shortens("differences", false)
                .tells((params, answer) -> answer.path("differences")
                        .valueStream()
                        .filter(one -> !one.path("status").asText().equals("same"))
                        .map(one -> "%s is %s"
                                .formatted(
                                        one.path("key").asText(),
                                        one.path("status").asText()))
                        .collect(Collectors.joining(
                                ", ", "Compared with %s: ".formatted(Place.of(params)), "; all else is the same.")))
                .calls(this::differences);
    }

    private ObjectNode differences(Call call) {
        ObjectNode text = Json.object().put("envContent", call.text("envContent"));
        ObjectNode fields = Neighbour.reading(() -> provisioner.scanEnv(call.projectName(), call.environment(), text));
        return fields.put("cut", false);
    }

    private static Tool restore() {
        return Tool.named("env_restore")
                .title("Bring a backup of the variables back")
                .says("Makes the environment variables what a kept backup holds (env_get lists them); what CodeB"
                        + " made keeps today's value. The next deploy takes them. What was there before is kept as"
                        + " a backup, too.")
                .needs(Role.MEMBER)
                .effect(Effect.CHANGE)
                .repeatable()
                .about(Scope.ENVIRONMENT)
                .takes(
                        Params.PROJECT,
                        Params.ENVIRONMENT,
                        Param.text("backup", "Name of a backup, or latest.", 100)
                                .matching("^[A-Za-z0-9._:-]+$", "the name of a backup as env_get shows it, or latest")
                                .must())
                .answers(
                        Field.text("restoredFrom"),
                        Field.whole("variables"),
                        Field.text("path").maybe(),
                        Field.text("backup").maybe(),
                        Field.text("version"),
                        WARNINGS.maybe())
                .tells((params, answer) -> "%s has the %d variables of %s again; the next deploy takes them.%s"
                        .formatted(
                                Place.of(params),
                                answer.path("variables").asInt(),
                                answer.path("restoredFrom").asText(),
                                warnings(answer)))
                .runs(OperationKind.ENV_RESTORE);
    }

    private static String names(String what, JsonNode names) {
        String list = Stream.of(names)
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asText)
                .limit(20)
                .collect(Collectors.joining(", "));
        return "%d %s%s".formatted(names.size(), what, list.isEmpty() ? "" : " (" + list + ")");
    }

    private Tool get() {
        return Tool.named("env_get")
                .title("Show environment variables")
                .says("Shows the names of the environment variables, values masked, the names of kept backups, and"
                        + " whether the active or waiting version has others (pendingDeploy). Never send a masked"
                        + " value back.")
                .needs(Role.VIEWER)
                .effect(Effect.READ)
                .about(Scope.ENVIRONMENT)
                .takes(Params.PROJECT, Params.ENVIRONMENT, reveal())
                .answers(
                        Field.textByName("variables"),
                        Field.text("version").maybe(),
                        Field.flag("pendingDeploy"),
                        Field.texts("backups"))
                .tells((params, answer) -> "%s has %d variables.%s%s"
                        .formatted(
                                Place.of(params),
                                answer.path("variables").size(),
                                answer.path("pendingDeploy").asBoolean()
                                        ? " A running version still has other values: deploy to bring these in."
                                        : "",
                                lines(answer.path("variables"))))
                .confirmed(Confirmation.ofModels(call -> call.flag("reveal"), EnvTools::revealed))
                .calls(this::variables);
    }

    private static Plan revealed(Call call) {
        return new Plan(
                call.params().deepCopy(),
                "The values of all environment variables of %s, secrets included, would be shown in this conversation."
                        .formatted(Place.of(call.params())));
    }

    private static Param reveal() {
        return Param.flag("reveal", "Show the values: admin, audited, with a person's yes. env_scan compares without.")
                .raising(Role.ADMIN)
                .orElse(false);
    }

    private static String lines(JsonNode variables) {
        return variables
                .propertyStream()
                .map(variable ->
                        "\n" + variable.getKey() + "=" + variable.getValue().asText())
                .collect(Collectors.joining());
    }

    private ObjectNode variables(Call call) {
        EnvView view =
                Neighbour.reading(() -> provisioner.env(call.projectName(), call.environment(), call.flag("reveal")));
        Slots slots = Neighbour.reading(() -> registry.slots(call.projectName(), call.environment()));
        ObjectNode fields = Json.object();
        fields.set("variables", Json.tree(view.variables()));
        fields.put("version", view.version()).put("pendingDeploy", pending(slots, view.version()));
        fields.set("backups", Json.tree(view.backups()));
        return fields;
    }

    /** Whether a container runs with other values than those of the file. */
    private static boolean pending(Slots slots, String version) {
        return Stream.of(SlotState.ACTIVE, SlotState.DEPLOYED)
                .flatMap(state -> slots.in(state).stream())
                .map(Slot::envVersion)
                .anyMatch(running -> !Objects.equals(running, version));
    }
}
