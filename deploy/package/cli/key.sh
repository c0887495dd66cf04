# codeb key: makes a key for the gateway, the first one of a team above all
# shellcheck shell=bash

help_key() {
    cat <<'EOF'
Usage: codeb key create --team TEAM --name NAME [--role owner|admin|member|viewer] [--days N] [--json]

Makes an API key of a team (team_acme; a new name makes a new team) and prints it on standard output, this once: only its
hash is stored. Standard error says what to do with it. Role owner, the default, only for a team without one; its owner
makes further keys with the tool token_create. An owner's key made here does not expire; others live 90 days, or as --days says.
EOF
}

command_key() {
    local team='' name='' role=owner days='' body answer
    [[ ${1:-} == create ]] || wrong_words "codeb key knows one word, create. See: codeb key --help"
    shift
    while (($# > 0)); do
        case $1 in
        --json) JSON=yes ;;
        --team | --name | --role | --days)
            [[ -n ${2:-} ]] || wrong_words "$1 needs a value. See: codeb key --help"
            printf -v "${1#--}" %s "$2"
            shift
            ;;
        *) wrong_words "codeb key create does not know '$1'. See: codeb key --help" ;;
        esac
        shift
    done
    [[ -n $team && -n $name ]] || wrong_words "Say for which team and by which name: codeb key create --team team_acme --name alice"
    [[ $role =~ ^(owner|admin|member|viewer)$ ]] || wrong_words "There is no role '$role'. They are: owner, admin, member, viewer."
    [[ $days =~ ^([1-9][0-9]{0,4})?$ ]] || wrong_words "--days takes a number of days, not '$days'."
    [[ $role != owner || -z $days ]] || wrong_words "--days is for the other roles: the key that every other one of a team depends on does not expire."
    need_root
    need_settings
    body=$(jq -nc --arg team "$team" --arg name "$name" --arg role "$role" --arg days "$days" '
        {teamId: $team, name: $name} + (if $role == "owner" then {} else
            {role: $role, createdBy: "installation"} + {expiresInDays: (if $days == "" then 90 else ($days | tonumber) end)} end)')
    answer=$(make_key "$role" "$body") ||
        die "No key was made. $(reason "$answer" | grep . || echo "The registry does not answer; look: codeb status")"
    if [[ $JSON == yes ]]; then
        jq '{id, key, teamId: .about.teamId, role: .about.role, name: .about.name, expiresAt: .about.expiresAt}' <<<"$answer"
    else
        jq -r .key <<<"$answer"
    fi
    key_told "$answer"
}

# make_key ROLE JSON: the registry's answer, with the key in it; or its refusal.
make_key() { ask_service registry "/keys$([[ $1 != owner ]] || echo /owner)" -H 'Content-Type: application/json' -d "$2" 2>/dev/null; }

# key_told ANSWER: what to do with it.
key_told() {
    local url about
    about=$(jq -r '"\(.id), role \(.about.role) of \(.about.teamId), \(if .about.expiresAt then "until \(.about.expiresAt)" else "without an end" end)"' <<<"$1")
    url=$(setting codeb.gateway.public-url "https://api.$(setting codeb.base-domain)")
    cat >&2 <<EOF
codeb: This key ($about) is shown this once. Put it where secrets are kept.
For Claude Code, on the machine where it runs, with the key in a variable so that it does not get into the shell's history:

    read -rs CODEB_API_KEY
    claude mcp add --transport http codeb $url/mcp --header "X-API-Key: \$CODEB_API_KEY"

EOF
}
