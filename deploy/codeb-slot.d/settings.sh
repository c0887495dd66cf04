# The settings of the four services, out of the same file.
# shellcheck shell=bash

# read_settings: the defaults that this program was built with are there already.
read_settings() {
    local line name value
    [[ -r $SETTINGS_FILE ]] || refuse INTERNAL "The settings of CodeB cannot be read from $SETTINGS_FILE. codeb-slot runs as root, beside an installed CodeB."
    while IFS= read -r line || [[ -n $line ]]; do
        [[ $line == codeb.*=* ]] || continue
        # In the name of a property a colon has a backslash before it.
        name=${line%%=*}
        name=${name//\\:/:}
        value=${line#*=}
        # What systemd hands to the services lies beside the settings.
        value=${value//"\${CREDENTIALS_DIRECTORY}"/${SETTINGS_FILE%/*}/credentials}
        value=${value#"${value%%[![:space:]]*}"}
        SETTINGS[${name//[[:space:]]/}]=${value%"${value##*[![:space:]]}"}
    done <"$SETTINGS_FILE"
    ROOT=${SETTINGS[codeb.paths.root]}
    REGISTRY=$ROOT/registry
    ROUTES=${SETTINGS[codeb.paths.routes]}
    BASE_DOMAIN=${SETTINGS[codeb.base-domain]-}
    [[ -n $BASE_DOMAIN ]] || refuse INTERNAL "$SETTINGS_FILE names no codeb.base-domain."
    read -ra DOCKER <<<"${SETTINGS[codeb.app.docker]}"
    docker_line
    DOCKER_SOCKET=/var/run/docker.sock
    local word
    for word in "${DOCKER[@]}"; do [[ $word != *unix://* ]] || DOCKER_SOCKET=${word#*unix://}; done
    HTTPS_PORT=${SETTINGS[codeb.app.caddy.https-port]}
    URL_PORT=
    [[ $HTTPS_PORT == 443 ]] || URL_PORT=:$HTTPS_PORT
}

# check_format: the registry's files may be newer than this program (kr.codeb.registry.file.FormatFile).
check_format() {
    local known=1 format
    [[ -e $REGISTRY/format ]] || return 0
    read -r format <"$REGISTRY/format" || [[ -n ${format-} ]] || format=none
    if [[ $format =~ ^[1-9][0-9]{0,8}$ ]] && ((format <= known)); then return 0; fi
    refuse INTERNAL "The files in $REGISTRY have format $format, and this codeb-slot knows $known. Use the codeb-slot of the CodeB that is installed; nothing was changed."
}

# docker_line: sets DOCKER_LINE to how Docker is called, as one word that a script may eval.
docker_line() { printf -v DOCKER_LINE '%q ' "${DOCKER[@]}"; DOCKER_LINE=${DOCKER_LINE% }; }

# list SETTING: its comma-separated values, one a line.
list() {
    local items item
    IFS=, read -ra items <<<"${SETTINGS[$1]-}"
    for item in "${items[@]}"; do [[ -z ${item// /} ]] || printf '%s\n' "${item// /}"; done
}
