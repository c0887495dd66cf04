# What one container may be given at most: what the settings allow, or else all that the App Server has.
# shellcheck shell=bash

# bytes SIZE: sets BYTES to a size as Docker writes one, 512m.
bytes() {
    local units=bkmg before
    [[ ${1,,} =~ ^([0-9]{1,12})([bkmg]?)$ ]] || return 1
    before=${units%%"${BASH_REMATCH[2]:-b}"*}
    BYTES=$((BASH_REMATCH[1] << 10 * ${#before}))
}

check_capacity() {
    local most cores asked memory_words cpu_words kilobytes
    most=${SETTINGS[codeb.deploy.most-memory]}
    cores=${SETTINGS[codeb.deploy.most-cpus]}
    read -r _ kilobytes _ </proc/meminfo
    bytes "$MEMORY" && asked=$BYTES
    memory_words="the most that codeb.deploy.most-memory allows" cpu_words="the most that codeb.deploy.most-cpus allows"
    if [[ -z $most ]]; then most=$((kilobytes >> 10))m memory_words="all that the app server has"; fi
    if [[ -z $cores ]]; then cores=$(nproc --all) cpu_words="all that the app server has"; fi
    bytes "$most"
    ((${asked:-0} <= BYTES)) || too_much memory "$MEMORY" "$most" "$memory_words"
    awk -v asked="$CPUS" -v most="$cores" 'BEGIN { exit asked + 0 > most + 0 }' || too_much cpus "$CPUS" "$cores" "$cpu_words"
}

# too_much PARAM ASKED MOST WORDS
too_much() {
    local sentence="$1 $2 is more than $3, $4. Give the environment less."
    text "$sentence"
    fail INVALID_PARAMS "$sentence" "{\"violations\":[{\"param\":\"$1\",\"message\":$TEXT}]}"
}
