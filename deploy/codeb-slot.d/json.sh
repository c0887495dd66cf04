# JSON written without the start of a program for each piece of it.
# shellcheck shell=bash

# text VALUE: sets TEXT to it as a JSON string. Control characters that JSON has no short name for become spaces.
text() {
    TEXT=${1//\\/\\\\}
    TEXT=${TEXT//\"/\\\"}
    TEXT=${TEXT//$'\n'/\\n}
    TEXT=${TEXT//$'\r'/\\r}
    TEXT=${TEXT//$'\t'/\\t}
    TEXT=\"${TEXT//[[:cntrl:]]/ }\"
}

# object NAME VALUE...: sets OBJECT to a JSON object. A name that ends in ':' has a value that is JSON already; an empty value is left out.
object() {
    local members=
    while (($# > 0)); do
        if [[ -n $2 ]]; then
            if [[ $1 == *: ]]; then TEXT=$2; else text "$2"; fi
            members+=,\"${1%:}\":$TEXT
        fi
        shift 2
    done
    OBJECT="{${members#,}}"
}

# now: sets NOW to the time as the registry writes it, in milliseconds.
now() {
    local seconds=${EPOCHREALTIME%.*} millis=${EPOCHREALTIME#*.}
    millis=${millis:0:3}
    printf -v NOW '%(%Y-%m-%dT%H:%M:%S)T' "$seconds"
    [[ $millis == 000 ]] || NOW+=.$millis
    NOW+=Z
}
