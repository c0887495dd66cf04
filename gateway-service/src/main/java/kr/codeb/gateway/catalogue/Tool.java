package kr.codeb.gateway.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.gateway.Json;
import kr.codeb.web.Sha256;

/**
 * A tool, declared once: both doors, the docs and the checks follow from it.
 *
 * @param alias a second name on /api/tool only
 * @param title a few words for people
 * @param says what it does, what that means, and what to do next; for people and models
 * @param repeatable whether the same call again changes nothing more
 * @param reachesOut whether it reaches the world outside: visitors, image registries
 * @param confirmation what a person has to agree to, if there is something
 */
public record Tool(
        String name,
        Optional<String> alias,
        String title,
        String says,
        Role role,
        Effect effect,
        boolean repeatable,
        boolean reachesOut,
        Scope scope,
        Input input,
        Output output,
        Telling telling,
        Optional<Confirmation> confirmation,
        Execution execution) {

    /** Tells calls apart: SHA-256 of the tool and these params, hex. */
    public String hashOf(ObjectNode params) {
        return Sha256.hex(name + "\n" + Json.canonical(params));
    }

    public static Draft named(String name) {
        return new Draft(name);
    }

    /** A tool in the making. The last word is {@link #calls}, {@link #waits}, {@link #runs} or {@link #either}. */
    public static final class Draft {

        private final String name;
        private String alias;
        private String title;
        private String says;
        private Role role;
        private Effect effect;
        private boolean repeatable;
        private boolean reachesOut;
        private Scope scope = Scope.TEAM;
        private List<Param> params = List.of();
        private Output output = Output.NOTHING;
        private Telling telling;
        private Confirmation confirmation;

        private Draft(String name) {
            this.name = name;
        }

        public Draft alias(String alias) {
            this.alias = alias;
            return this;
        }

        public Draft title(String title) {
            this.title = title;
            return this;
        }

        public Draft says(String says) {
            this.says = says;
            return this;
        }

        public Draft needs(Role role) {
            this.role = role;
            return this;
        }

        public Draft effect(Effect effect) {
            this.effect = effect;
            this.repeatable = effect == Effect.READ;
            return this;
        }

        /** The same call again changes nothing more. */
        public Draft repeatable() {
            this.repeatable = true;
            return this;
        }

        /** It reaches the world outside: visitors, image registries. */
        public Draft reachesOut() {
            this.reachesOut = true;
            return this;
        }

        public Draft about(Scope scope) {
            this.scope = scope;
            return this;
        }

        public Draft takes(Param... params) {
            this.params = List.of(params);
            return this;
        }

        /** The fields of a success, beside the envelope. */
        public Draft answers(Field... fields) {
            this.output = new Output(List.of(fields), false, null, false);
            return this;
        }

        /** There may be fields that are not declared. */
        public Draft andMore() {
            this.output = new Output(output.fields(), true, output.shortened(), output.newestLast());
            return this;
        }

        /** The list that may be cut to keep an answer readable. */
        public Draft shortens(String list, boolean newestLast) {
            List<Field> fields = new ArrayList<>(output.fields());
            fields.add(Field.flag("cut"));
            this.output = new Output(List.copyOf(fields), output.open(), list, newestLast);
            return this;
        }

        public Draft tells(Telling telling) {
            this.telling = telling;
            return this;
        }

        /** A person has to agree to some of its calls. */
        public Draft confirmed(Confirmation confirmation) {
            this.confirmation = confirmation;
            return this;
        }

        /** Answers at once. */
        public Tool calls(Function<Call, ObjectNode> answer) {
            return made(new Execution.Now(answer), false);
        }

        /** Waits for something without changing anything. */
        public Tool waits(BiFunction<Call, Watcher, ObjectNode> answer) {
            return made(new Execution.Waiting(answer), false);
        }

        /** Runs as an operation of this kind with the params as they are. */
        public Tool runs(OperationKind kind) {
            return runs(kind, Call::params);
        }

        /** Runs as an operation of this kind. */
        public Tool runs(OperationKind kind, Function<Call, ObjectNode> adapt) {
            return made(new Execution.Long(kind, adapt), true);
        }

        /** Answers at once, or runs as an operation of this kind when the call {@code changes} something. */
        public Tool either(
                Predicate<Call> changes,
                Function<Call, ObjectNode> answer,
                OperationKind kind,
                Function<Call, ObjectNode> adapt) {
            return made(
                    new Execution.Either(changes, new Execution.Now(answer), new Execution.Long(kind, adapt)), false);
        }

        private Tool made(Execution execution, boolean operation) {
            List<Param> all = new ArrayList<>(params);
            Output answer = output;
            if (confirmation != null) {
                all.add(Param.CONFIRM);
            }
            if (operation || effect != Effect.READ) {
                all.add(Param.IDEMPOTENCY_KEY);
            }
            if (operation) {
                List<Field> fields = new ArrayList<>(output.fields());
                fields.add(Output.STEPS);
                fields.add(Output.DURATION);
                answer = new Output(List.copyOf(fields), output.open(), output.shortened(), output.newestLast());
            }
            return new Tool(
                    name,
                    Optional.ofNullable(alias),
                    title,
                    says,
                    role,
                    effect,
                    repeatable,
                    reachesOut,
                    scope,
                    new Input(all),
                    answer,
                    telling,
                    Optional.ofNullable(confirmation),
                    execution);
        }
    }
}
