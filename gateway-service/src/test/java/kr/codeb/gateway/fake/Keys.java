package kr.codeb.gateway.fake;

import kr.codeb.contracts.key.Role;

/** The keys that the fake registry knows: one for each team and role. */
public final class Keys {

    /** The registry is gone whenever it is asked about this one. */
    public static final String MEETS_A_DEAD_REGISTRY = "codeb_ours_member_dead";

    private Keys() {}

    public static String text(String team, Role role) {
        return "codeb_%s_%s_0123456789abcdef".formatted(team, role);
    }

    /** One that may be used no more since its time is over. */
    public static String expired(String team, Role role) {
        return text(team, role) + "x";
    }

    public static String revoked(String team, Role role) {
        return text(team, role) + "r";
    }

    public static String id(String team, Role role) {
        return "key_%s_%s".formatted(team, role);
    }

    public static String ours(Role role) {
        return text("ours", role);
    }
}
