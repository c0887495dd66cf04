# The build: only when a source is newer than what was built from it.
# shellcheck shell=bash

BUILD_LOG=$LOG_DIR/build.log

built_jar() { printf '%s/%s-service/target/quarkus-app/quarkus-run.jar' "$PROJECT_DIR" "$1"; }

is_built() {
    local jar
    jar=$(built_jar "$1")
    [[ -f $jar ]] || return 1
    newest_source "$1" | while read -r source; do
        [[ $jar -nt $source || $SANDBOX_HOME/built -nt $source ]] || return 1
    done
}

newest_source() {
    find "$PROJECT_DIR"/{pom.xml,"$1-service/pom.xml"} "$PROJECT_DIR"/libs/*/pom.xml "$PROJECT_DIR/$1-service/src/main" \
        "$PROJECT_DIR"/libs/*/src/main -type f -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d' ' -f2-
}

build_services() {
    local service stale=() modules began=$SECONDS
    need_jdk
    # What an interrupted build left looks new and is not whole.
    [[ ! -f $SANDBOX_HOME/building ]] || stale=("${SERVICES[@]}")
    ((${#stale[@]} > 0)) || for service in "${SERVICES[@]}"; do is_built "$service" || stale+=("$service"); done
    ((${#stale[@]} > 0)) || return 0
    if [[ ${CODEB_SANDBOX_BUILD:-yes} == no ]]; then
        say "Not building (CODEB_SANDBOX_BUILD=no), although sources are newer: ${stale[*]}"
        return
    fi
    modules=$(printf '%s-service,' "${SERVICES[@]}")
    : >"$SANDBOX_HOME/building"
    say "Building ${stale[*]} (the first time Maven downloads for some minutes; log: $BUILD_LOG)"
    (cd "$PROJECT_DIR" && JAVA_HOME=$JDK_HOME ./mvnw -B -ntp -Dmaven.test.skip=true -pl "${modules%,}" -am package >"$BUILD_LOG" 2>&1) || {
        grep -E '^\[ERROR\]' "$BUILD_LOG" | head -n 20 >&2 || tail -n 20 "$BUILD_LOG" >&2
        die "The build failed; the whole log is $BUILD_LOG."
    }
    touch "$SANDBOX_HOME/built"
    rm -f "$SANDBOX_HOME/building"
    say "Built in $((SECONDS - began)) s"
}
