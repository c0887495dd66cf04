# Words, times and the table.
# shellcheck shell=bash

BENCH_WORK=$(mktemp -d)

die() {
    printf 'bench: %s\n' "$*" >&2
    exit 1
}

note() { printf '        %s\n' "$*" >&2; }

sandbox_environment() {
    local exports
    exports=$("$SANDBOX" env) || die "The sandbox does not run. Run: deploy/sandbox up"
    eval "$exports"
}

# Every place where this run left something takes it away again.
tidy() {
    floor_tidy
    tools_tidy
    rm -rf "$BENCH_WORK"
}

now_us() { printf '%s' "${EPOCHREALTIME/./}"; }

# millis COMMAND...: how long it took, its output thrown away.
millis() {
    local start
    start=$(now_us)
    "$@" >/dev/null
    echo $((($(now_us) - start) / 1000))
}

# median NUMBER...
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }

header() { printf '%-42s %10s %10s %8s  %-16s %s\n' MEASURE CODEB FLOOR RATIO GOAL REACHED; }

ratio() { if [[ ${2:-0} == 0 ]]; then echo -; else awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", a / b}'; fi; }
holds() { awk -v a="$1" -v b="$3" "BEGIN {exit !(a $2 b)}"; }

# row WHAT UNIT CODEB FLOOR GOAL [VALUE OPERATOR LIMIT]: what the goal is compared with; no goal, no verdict.
row() {
    local verdict=-
    if (($# > 5)); then if holds "$6" "$7" "$8"; then verdict=yes; else verdict=NO; fi; fi
    printf '%-42s %10s %10s %8s  %-16s %s\n' "$1, $2" "$3" "$4" "$(if [[ $4 == - ]]; then echo -; else ratio "$3" "$4"; fi)" "$5" "$verdict"
}
