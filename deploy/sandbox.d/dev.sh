# One service from the sources, with live reload, beside the sandbox's other three.
# shellcheck shell=bash

# dev SERVICE: until it is ended (q, or Ctrl-C); then the sandbox's own takes its place again.
dev() {
    local service=${1:-} sandbox=$SANDBOX_SOURCE/sandbox ended=0
    need_root
    { is_service "$service" && (($# == 1)); } || die "Which service? One of: ${SERVICES[*]}."
    [[ -n $(recall network) ]] || die "There is no sandbox in $SANDBOX_HOME yet. Run: deploy/sandbox up"
    load_network
    need_jdk
    "$sandbox" stop "$service"
    trap 'own_registry; "$sandbox" start "$service"; exit 1' INT TERM
    say "$service from the sources, at $(service_url "$service"); a change of its code is seen with the next call."
    (cd "$PROJECT_DIR" && CREDENTIALS_DIRECTORY=$CREDENTIALS_DIR JAVA_HOME=$JDK_HOME ./mvnw -ntp quarkus:dev -pl "$service-service" -am -Ddebug=false \
        -Dquarkus.config.locations="$SETTINGS_FILE" -Dquarkus.http.host="$APP_HOST" \
        -Dquarkus.http.port="$(port_of "$service")" -Dquarkus.test.continuous-testing=disabled) || ended=$?
    own_registry
    "$sandbox" start "$service"
    return "$ended"
}
