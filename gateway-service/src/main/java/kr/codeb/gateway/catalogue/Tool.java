package kr.codeb.gateway.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;

/**
 * A tool, declared once: both doors, the docs and the checks follow from it.
 *
 * @param alias a second name on /api/tool only
 * @param says one or two sentences for people and models
 * @param answers the names of the answer's fields, for the docs
 */
public record Tool(
        String name,
        Optional<String> alias,
        String says,
        Role role,
        Effect effect,
        Scope scope,
        Input input,
        String answers,
        Execution work) {

    public static Draft named(String name) {
        return new Draft(name);
    }

    /** A tool in the making. The last word is {@link #calls} or {@link #runs}. */
    public static final class Draft {

        private final String name;
        private String alias;
        private String says;
        private Role role;
        private Effect effect;
        private Scope scope = Scope.TEAM;
        private List<Param> params = List.of();
        private String answers = "";

        private Draft(String name) {
            this.name = name;
        }

        public Draft alias(String alias) {
            this.alias = alias;
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

        public Draft answers(String answers) {
            this.answers = answers;
            return this;
        }

        /** Answers at once. */
        public Tool calls(Function<Call, ObjectNode> answer) {
            return made(new Execution.Now(answer));
        }

        /** Runs as an operation of this kind with the params as they are. */
        public Tool runs(OperationKind kind) {
            return runs(kind, Call::params, (operation, fields) -> {});
        }

        /** Runs as an operation of this kind. */
        public Tool runs(
                OperationKind kind, Function<Call, ObjectNode> adapt, BiConsumer<Operation, ObjectNode> enrich) {
            return made(new Execution.Long(kind, adapt, enrich));
        }

        /** Answers at once, or runs as an operation of this kind when the call {@code changes} something. */
        public Tool either(
                Predicate<Call> changes,
                Function<Call, ObjectNode> answer,
                OperationKind kind,
                Function<Call, ObjectNode> adapt) {
            return made(new Execution.Either(
                    changes, new Execution.Now(answer), new Execution.Long(kind, adapt, (operation, fields) -> {})));
        }

        private Tool made(Execution work) {
            return new Tool(
                    name, Optional.ofNullable(alias), says, role, effect, scope, new Input(params), answers, work);
        }
    }
}
