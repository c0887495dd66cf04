# CodeB's four services. They run from a copy of what was built, so that a build does not pull their jars away.
# shellcheck shell=bash

SERVICE_DIR=$SANDBOX_HOME/services
# As on a real machine they are not root. A number of no account, so that nothing is left in /etc/passwd.
SERVICE_USER=61100
# Beside the settings, where codeb-slot looks for them, too.
CREDENTIALS_DIR=$SANDBOX_HOME/credentials
JVM_OPTIONS=$SANDBOX_SOURCE/jvm.options

service_url() { printf 'http://%s:%s' "$APP_HOST" "$(port_of "$1")"; }

# start_service NAME MEGABYTES
start_service() {
    local name=$1 place=$SERVICE_DIR/$1 options
    refresh_service "$name"
    mapfile -t options < <(grep -v '^#' "$JVM_OPTIONS")
    options+=("-Xmx$2m")
    [[ ! -f $place/app.aot ]] || options+=(-XX:AOTCache=app.aot)
    options+=("-Dquarkus.config.locations=$SETTINGS_FILE" "-Dquarkus.http.host=$APP_HOST"
        "-Dquarkus.http.port=$(port_of "$name")")
    spawn "$name" setpriv --reuid "$SERVICE_USER" --regid "$SERVICE_USER" --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all \
        env -C "$place" HOME=/ MALLOC_ARENA_MAX=1 "CREDENTIALS_DIRECTORY=$CREDENTIALS_DIR" "${JDK_HOME:=$(find_jdk)}/bin/java" "${options[@]}" -jar quarkus-run.jar
    started_from "$name" >"$RUN_DIR/$name.from"
}

refresh_service() {
    local built
    built=$(dirname "$(built_jar "$1")")
    mkdir -p "$SERVICE_DIR"
    if [[ ! -d $built ]]; then
        [[ -d $SERVICE_DIR/$1 ]] || die "$1-service is not built: $built is missing."
        return
    fi
    if [[ $(app_version "$built") == "$(app_version "$SERVICE_DIR/$1")" ]]; then return; fi
    rm -rf "$SERVICE_DIR/$1.new"
    cp -a "$built" "$SERVICE_DIR/$1.new"
    rm -rf "${SERVICE_DIR:?}/$1"
    mv "$SERVICE_DIR/$1.new" "$SERVICE_DIR/$1"
}

app_version() { if [[ -d $1 ]]; then (cd "$1" && find . -type f -printf '%P %s %T@\n' | sort | sha256sum); fi; }

# What a running service was started from: another build or other settings mean another start.
started_from() {
    app_version "$SERVICE_DIR/$1"
    sha256sum <"$SETTINGS_FILE"
    sha256sum <"$JVM_OPTIONS"
    port_of "$1"
}

service_is_current() {
    is_running "$1" && [[ -f $RUN_DIR/$1.from && $(<"$RUN_DIR/$1.from") == "$(started_from "$1")" ]] &&
        [[ ! -d $(dirname "$(built_jar "$1")") || $(app_version "$(dirname "$(built_jar "$1")")") == "$(app_version "$SERVICE_DIR/$1")" ]]
}

# Ten thousand projects do not fit into 64 MB; the heap of a small registry stays small.
registry_start() { start_service registry 256; }
provisioner_start() { start_service provisioner 64; }
deployer_start() { start_service deployer 64; }
gateway_start() { start_service gateway 96; }

# An older or leaner build may know only "live".
service_ready() {
    local status
    listens "$1" "$(port_of "$1")" || return 1
    status=$(http_status "$(service_url "$1")/q/health/ready")
    [[ $status == 200 ]] || { [[ $status == 404 ]] && [[ $(http_status "$(service_url "$1")/q/health/live") == 200 ]]; }
}

registry_ready() { service_ready registry; }
provisioner_ready() { service_ready provisioner; }
deployer_ready() { service_ready deployer; }
gateway_ready() { service_ready gateway; }

registry_stop() { end_part registry TERM 20; }
provisioner_stop() { end_part provisioner TERM 20; }
deployer_stop() { end_part deployer TERM 20; }
gateway_stop() { end_part gateway TERM 20; }

# The registry's files belong to its service, also those that root, or an older sandbox, made.
own_registry() { chown -R "$SERVICE_USER:$SERVICE_USER" "$CODEB_DIR/registry"; }

# All that have to start do so together.
services_up() {
    local service starting=()
    for service in "${SERVICES[@]}"; do
        if service_is_current "$service" && wait_until 5 service_ready "$service"; then continue; fi
        if is_running "$service"; then call "$service" stop; fi
        call "$service" start
        starting+=("$service")
    done
    ((${#starting[@]} > 0)) || return 0
    say "Starting ${starting[*]}"
    for service in "${starting[@]}"; do
        await "$service" 90 service_ready "$service" || die "$service does not start."
    done
}
