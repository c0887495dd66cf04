package kr.codeb.gateway.catalogue;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a person has to agree to before a tool does it.
 *
 * @param needed which of its calls need that
 * @param plan what such a call would do, as it is now; refuses a call that could not be made anyway
 * @param everywhere whether also the plain door asks for a token; elsewhere a call there is its caller's word
 */
public record Confirmation(Predicate<Call> needed, Function<Call, Plan> plan, boolean everywhere) {

    /** Of these calls, when a model makes them. */
    public static Confirmation ofModels(Predicate<Call> needed, Function<Call, Plan> plan) {
        return new Confirmation(needed, plan, false);
    }

    /** Of every call, by whatever door. */
    public static Confirmation ofAll(Function<Call, Plan> plan) {
        return new Confirmation(call -> true, plan, true);
    }
}
