package kr.codeb.gateway.call;

import jakarta.inject.Singleton;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Confirmation;
import kr.codeb.gateway.catalogue.Consent;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Plan;
import kr.codeb.gateway.catalogue.Watcher;

/** Lets a call that a person has to agree to go on only when one did: by a token for its plan, or asked through the door. */
@Singleton
class Confirmations {

    private static final String STALE = "That confirmation is not good for this: wrong, used, older than 10 minutes,"
            + " another key's, or what is there has changed. ";
    private static final String CHANGED = "Meanwhile, what is there has changed, so the yes is not for this. ";

    private final PlanTokens tokens;

    Confirmations(PlanTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Returns once the call may go on.
     *
     * @param token as the caller gave it; null when there was none
     * @throws CodebException CONFIRMATION_REQUIRED, with the plan, and with a token for it unless a person said no
     * @throws Watcher.GaveUp when the caller went away while the person was asked
     */
    void check(Call call, String token) {
        Confirmation confirmation = call.tool().confirmation().orElse(null);
        Consent consent = call.request().consent();
        if (confirmation == null
                || consent instanceof Consent.Called && !confirmation.everywhere()
                || !confirmation.needed().test(call)) {
            return;
        }
        Plan plan = confirmation.plan().apply(call);
        if (token != null && tokens.use(token, named(call, plan), call.caller().keyId())) {
            return;
        }
        Consent.Word word = consent instanceof Consent.Asked asked ? asked.ask().apply(plan) : Consent.Word.NONE;
        switch (word) {
            case YES -> mustBeTheSame(call, plan, confirmation.plan().apply(call));
            case NO -> throw declined(call, plan);
            case NONE -> throw required(call, plan, token == null ? "" : STALE);
        }
    }

    private void mustBeTheSame(Call call, Plan agreed, Plan now) {
        if (!agreed.hash().equals(now.hash())) {
            throw required(call, now, CHANGED);
        }
    }

    private static CodebException declined(Call call, Plan plan) {
        return new CodebException(
                ErrorCode.CONFIRMATION_REQUIRED,
                "A person was asked and did not agree, so nothing was done. %s\nDo not call %s again unless they ask for it."
                        .formatted(plan.told(), call.tool().name()),
                Map.of("plan", plan.shown()));
    }

    private CodebException required(Call call, Plan plan, String why) {
        return new CodebException(
                ErrorCode.CONFIRMATION_REQUIRED,
                ("%sNothing was done yet. %s\n"
                                + "Show that to a person. If they want it, call %s again with the same params and, as confirm, the"
                                + " token in details.confirm.")
                        .formatted(why, plan.told(), call.tool().name()),
                Map.of(
                        "plan",
                        plan.shown(),
                        Param.CONFIRM.name(),
                        tokens.token(named(call, plan), call.caller().keyId())));
    }

    /** Two tools may have plans that look alike. */
    private static String named(Call call, Plan plan) {
        return call.tool().name() + " " + plan.hash();
    }
}
