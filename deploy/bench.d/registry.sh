# The registry's own figures: changes a second with 1, 8 and 32 writers, with few and with many projects.
# shellcheck shell=bash disable=SC2154

measure_registry() {
    local java classes=$PROJECT_DIR/registry-service/target/test-classes/kr/codeb/registry/ssot/RegistryBench.class
    if [[ ! -f $classes ]]; then
        note "registry: RegistryBench is not built; run: ./mvnw -pl registry-service -am test-compile"
        return
    fi
    note "registry: the table that RegistryBench prints"
    java=$(newest_java)
    registry_classpath
    "$java" -cp "$(<"$BENCH_WORK/registry.classpath")" kr.codeb.registry.ssot.RegistryBench
}

registry_classpath() {
    (cd "$PROJECT_DIR" && ./mvnw -q -pl registry-service dependency:build-classpath -Dmdep.includeScope=test \
        "-Dmdep.outputFile=$BENCH_WORK/registry.dependencies")
    printf '%s/target/test-classes:%s/target/classes:%s' "$PROJECT_DIR/registry-service" "$PROJECT_DIR/registry-service" \
        "$(<"$BENCH_WORK/registry.dependencies")" >"$BENCH_WORK/registry.classpath"
}
