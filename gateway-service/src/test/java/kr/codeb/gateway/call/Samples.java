package kr.codeb.gateway.call;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Valid params for every tool, about a given project. */
public final class Samples {

    private static final Map<String, Map<String, Object>> MORE = Map.ofEntries(
            entry("workflow_init", Map.of()),
            entry("project_list", Map.of()),
            entry("project_delete", Map.of()),
            entry("project_update", Map.of("memory", "1g")),
            entry("domain_setup", Map.of("domain", "www.example.com")),
            entry("domain_list", Map.of()),
            entry("domain_delete", Map.of("domain", "www.example.com")),
            entry("env_sync", Map.of("envContent", "A=1")),
            entry("env_get", Map.of()),
            entry("env_scan", Map.of("envContent", "A=1")),
            entry("env_restore", Map.of("backup", "latest")),
            entry("deploy_project", Map.of("image", "ghcr.io/org/shop:v8")),
            entry("slot_promote", Map.of()),
            entry("rollback", Map.of()),
            entry("slot_status", Map.of()),
            entry("slot_list", Map.of()),
            entry("slot_cleanup", Map.of()),
            entry("logs", Map.of()),
            entry("history", Map.of()),
            entry("workflow_scan", Map.of()),
            entry("workflow_repair", Map.of()),
            entry("workflow_generate", Map.of()),
            entry("operation_get", Map.of("operationId", "op_nobodys")),
            entry("health_check", Map.of()),
            entry("token_create", Map.of("name", "ci", "role", "viewer")),
            entry("token_list", Map.of()),
            entry("token_revoke", Map.of("tokenId", "key_nobodys")));

    private Samples() {}

    /** Fails for a tool that has none, so that no tool goes untested. */
    public static Map<String, Object> of(String tool, boolean namesProject, String project) {
        Map<String, Object> params = new HashMap<>(Objects.requireNonNull(MORE.get(tool), "no sample for " + tool));
        if (namesProject) {
            params.put("projectName", project);
        }
        return params;
    }
}
