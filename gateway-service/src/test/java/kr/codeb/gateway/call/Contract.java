package kr.codeb.gateway.call;

import static java.util.Map.entry;
import static kr.codeb.contracts.key.Role.ADMIN;
import static kr.codeb.contracts.key.Role.MEMBER;
import static kr.codeb.contracts.key.Role.VIEWER;
import static kr.codeb.gateway.call.Contract.About.NEW_PROJECT;
import static kr.codeb.gateway.call.Contract.About.PROJECT;
import static kr.codeb.gateway.call.Contract.About.PROJECT_OR_TEAM;
import static kr.codeb.gateway.call.Contract.About.TEAM;

import java.util.Map;
import kr.codeb.contracts.key.Role;

/** Who may call which tool about what, as it was promised: written down here once more, so that a slip in the catalogue shows. */
final class Contract {

    /** What a call names. */
    enum About {
        TEAM,
        PROJECT,
        PROJECT_OR_TEAM,
        NEW_PROJECT
    }

    /** @param outcome of the sample by whoever may call it: {@code OK}, or a code */
    record Row(Role role, About about, String outcome) {}

    static final Map<String, Row> ROWS = Map.ofEntries(
            row("deploy_project", MEMBER, PROJECT),
            row("domain_delete", ADMIN, PROJECT),
            row("domain_list", VIEWER, PROJECT_OR_TEAM),
            row("domain_setup", MEMBER, PROJECT),
            row("env_get", VIEWER, PROJECT),
            row("env_restore", MEMBER, PROJECT),
            row("env_scan", VIEWER, PROJECT),
            row("env_sync", MEMBER, PROJECT),
            row("health_check", VIEWER, TEAM),
            row("history", VIEWER, PROJECT),
            row("logs", VIEWER, PROJECT),
            row("operation_get", VIEWER, TEAM, "OPERATION_NOT_FOUND"),
            row("project_delete", ADMIN, PROJECT, "CONFIRMATION_REQUIRED"),
            row("project_list", VIEWER, TEAM),
            row("project_update", MEMBER, PROJECT),
            row("rollback", MEMBER, PROJECT),
            row("slot_cleanup", ADMIN, PROJECT),
            row("slot_list", VIEWER, TEAM),
            row("slot_promote", MEMBER, PROJECT),
            row("slot_status", VIEWER, PROJECT),
            row("token_create", MEMBER, TEAM),
            row("token_list", MEMBER, TEAM),
            row("token_revoke", MEMBER, TEAM, "TOKEN_NOT_FOUND"),
            row("workflow_init", MEMBER, NEW_PROJECT),
            row("workflow_repair", ADMIN, PROJECT),
            row("workflow_scan", VIEWER, PROJECT));

    private Contract() {}

    private static Map.Entry<String, Row> row(String tool, Role role, About about) {
        return row(tool, role, about, "OK");
    }

    private static Map.Entry<String, Row> row(String tool, Role role, About about, String outcome) {
        return entry(tool, new Row(role, about, outcome));
    }
}
