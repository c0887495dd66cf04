# The one answer of this program: the same JSON as the API's on standard output, and a sentence on standard error when it failed.
# shellcheck shell=bash

CORRELATION=$(</proc/sys/kernel/random/uuid)
ID=

# refuse CODE SENTENCE [DETAILS]: nothing had begun, so this is no operation.
refuse() {
    trap - EXIT
    STEPS=()
    answer_failure "$1" "$2" "${3-}" ""
    leave "$1"
}

# refuse_param PARAM RULE
refuse_param() {
    text "$1 must be $2."
    refuse INVALID_PARAMS "$1 must be $2." "{\"violations\":[{\"param\":\"$1\",\"message\":$TEXT}]}"
}

answer_failure() {
    steps_json
    object code "$1" error "$2" details: "${3:-{\}}" steps: "$STEPS_JSON"
    local id=null
    [[ -z $4 ]] || id=\"$4\"
    printf '{"success":false,%s,"operationId":%s,"correlationId":"%s"}\n' "${OBJECT:1:-1}" "$id" "$CORRELATION"
    printf '%s\n' "$2" >&2
}

# answer_success FIELDS: a JSON object.
answer_success() {
    local fields=${1:1:-1}
    printf '{"success":true,%s"correlationId":"%s"}\n' "${fields:+$fields,}" "$CORRELATION"
}

# leave CODE: 75 for what another moment may bring, 2 for what must be asked otherwise, 1 for all else.
leave() {
    case $1 in
    OPERATION_IN_PROGRESS | HOST_UNREACHABLE | SERVICE_UNAVAILABLE) exit 75 ;;
    INVALID_PARAMS | INVALID_REQUEST) exit 2 ;;
    *) exit 1 ;;
    esac
}
