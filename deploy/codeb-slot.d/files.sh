# Registry files: read as they are, changed as the registry changes them.
# shellcheck shell=bash

# put FILE: standard input becomes the file, whole or not at all, and stays when the power goes. It belongs to whom its folder belongs to.
put() {
    local new=${1%/*}/.${1##*/}.codeb-slot
    (umask 077 && cat >"$new") && chown --reference="${1%/*}" "$new" && sync "$new" && mv -fT "$new" "$1" && sync "${1%/*}"
}

# as_registry COMMAND...: as the account whom the registry's files belong to, since its service is not root: what is made here is the
# service's from the first moment on.
as_registry() {
    local uid gid
    read -r uid gid < <(stat -c '%u %g' "$REGISTRY") || return
    if [[ $uid == "$EUID" ]]; then (umask 077 && "$@"); else (umask 077 && setpriv --reuid="$uid" --regid="$gid" --clear-groups "$@"); fi
}

# slot_event EVENT: of the operation in hand, or of EVENT_ID, has the slot file follow an event, as the registry would have it. Sets GRACE_UNTIL to the expiry of the other slot.
slot_event() {
    local file=$REGISTRY/slots/$PROJECT-$ENVIRONMENT.json made code sentence
    [[ -e $REGISTRY/.lock ]] || as_registry touch "$REGISTRY/.lock"
    exec 7<>"$REGISTRY/.lock"
    flock -w 20 7 || fail SERVICE_UNAVAILABLE "The registry's files are locked by somebody for more than 20 s. Look who has $REGISTRY/.lock, then call again."
    made=$(jq -er --argjson event "$1" --arg operation "${EVENT_ID:-$ID}" --argjson grace "$((GRACE_HOURS * 3600000))" \
        --argjson usual "$((${SETTINGS[codeb.grace-hours]} * 3600000))" "$PROGRAM_SLOTS change(\$event; \$operation; now * 1000 | floor; \$grace; \$usual)" "$file" 9>&-) ||
        fail REGISTRY_CORRUPT "slots/$PROJECT-$ENVIRONMENT.json cannot be read. Look at it in $REGISTRY."
    if [[ $made == refused\ * ]]; then
        read -r _ code sentence <<<"$made"
        fail "$code" "$sentence"
    fi
    read -r GRACE_UNTIL <<<"$made"
    [[ $GRACE_UNTIL != - ]] || GRACE_UNTIL=
    keep_version "slots/$PROJECT-$ENVIRONMENT.json"
    printf '%s\n' "${made#*$'\n'}" | put "$file" || fail SERVICE_UNAVAILABLE "$file could not be written. Look at the disk, then call again."
    exec 7>&-
}

# keep_version FILE: the file as it is gets a second name among the last good versions.
keep_version() {
    local kept=$REGISTRY/.versions/$1 last
    as_registry mkdir -p "$kept"
    last=$(find "$kept" -maxdepth 1 -type f -name '[0-9]*' -printf '%f\n' | sort | tail -n 1)
    printf -v last '%012d' $((10#${last:-0} + 1))
    ln "$REGISTRY/$1" "$kept/$last" 2>/dev/null
}
