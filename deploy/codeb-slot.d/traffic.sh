# Caddy: who has the visitors, and whose requests are under way. By the same scripts as the provisioner's and the deployer's.
# shellcheck shell=bash

# caddy_words: sets CADDY_WORDS to the words of curl that ask Caddy for its upstreams.
caddy_words() {
    local admin=${SETTINGS[codeb.app.caddy.admin]}
    if [[ $admin == unix/* ]]; then
        # Caddy 2.6 answers on a socket only to an empty Host.
        CADDY_WORDS=(--unix-socket "${admin#unix/}" -H 'Host;' http://caddy/reverse_proxy/upstreams)
    else
        CADDY_WORDS=("http://$admin/reverse_proxy/upstreams")
    fi
}

# visitors_at PORT: sets LEFT to how many requests are under way there; to the connections, when Caddy does not say.
visitors_at() {
    local said rest
    said=$(sh -c "$SCRIPT_VISITORS" codeb-slot "$1" "${CADDY_WORDS[@]}")
    LEFT=0
    if [[ $said == connections\ * ]]; then
        LEFT=${said#connections }
        return
    fi
    rest=$said
    while [[ $rest =~ :$1\",\"num_requests\":([0-9]+)(.*) ]]; do
        LEFT=$((LEFT + BASH_REMATCH[1])) rest=${BASH_REMATCH[2]}
    done
}

# visitors_leave PORT SECONDS: waits until nobody has an answer to come from there, or time is up; sets LEFT.
visitors_leave() {
    local deadline=$((${EPOCHREALTIME/./} + $2 * 1000000)) pause
    for pause in 0.05 0.1 0.2 0.4 0.8; do
        visitors_at "$1"
        ((LEFT > 0)) || return 0
        sleep "$pause"
    done
    while visitors_at "$1" && ((LEFT > 0 && ${EPOCHREALTIME/./} < deadline)); do sleep 1; done
}

# route ROUTE PREVIEWS [EXPECTED]: moves traffic and previews in one go. PREVIEWS are names joined by spaces; EXPECTED must answer.
route() {
    timeout -k 5 45 sh -c "$SCRIPT_MOVE_TRAFFIC" codeb-slot "$ROUTES" "$ROUTES/$PROJECT-$ENVIRONMENT" "$1" "$2" "${3-}" \
        "${SETTINGS[codeb.app.caddy.address]}" "$HTTPS_PORT" "$HEALTH_PATH" \
        "$(preview_host blue)" "${SLOT[blue.port]}" "$(preview_host green)" "${SLOT[green.port]}" "${DOMAINS[@]}" 2>&1
}

# recorded_route: sets ROUTE and PREVIEWS to what follows from the slots alone.
recorded_route() {
    local slot
    ROUTE=none PREVIEWS=
    for slot in blue green; do [[ ${SLOT[$slot.state]} == empty ]] || PREVIEWS+=" $slot"; done
    PREVIEWS=${PREVIEWS# }
    if slot_in active; then
        ROUTE=$FOUND
        if slot_in grace; then ROUTE=$ROUTE-$FOUND; fi
    fi
}

route_as_recorded() {
    recorded_route
    route "$ROUTE" "$PREVIEWS"
}

# switch_traffic SLOT FAILOVER: the visitors go there, which is believed only when it answered through Caddy.
switch_traffic() {
    local slot=$1 to=$1 said ok=0
    [[ -z $2 ]] || to=$1-$(other "$1")
    recorded_route
    said=$(route "$to" "$PREVIEWS" "$slot") || ok=$?
    case $ok in
    0) ;;
    207) fail SERVICE_UNAVAILABLE "The traffic of $PROJECT ($ENVIRONMENT) was not moved: asked through Caddy, $slot should have answered, but $said did. All is as it was; see that Caddy runs and serves $DOMAIN over HTTPS, then call again." ;;
    *) fail INTERNAL "The traffic of $PROJECT ($ENVIRONMENT) could not be moved: $said" ;;
    esac
}
