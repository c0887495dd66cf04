# The registry's own figures: changes a second with 1, 8 and 32 writers, with few and with many projects.
# shellcheck shell=bash disable=SC2154

measure_registry() {
    local java module=$PROJECT_DIR/registry-service
    if [[ ! -f $module/target/test-classes/kr/codeb/registry/ssot/RegistryBench.class ]]; then
        note "registry: RegistryBench is not built; run: ./mvnw -pl registry-service -am test-compile"
        return
    fi
    note "registry: the table that RegistryBench prints"
    java=$(newest_java)
    "$java" -cp "$module/target/classes:$module/target/test-classes:$module/target/quarkus-app/lib/main/*:$module/target/quarkus-app/lib/boot/*" \
        kr.codeb.registry.ssot.RegistryBench
}
