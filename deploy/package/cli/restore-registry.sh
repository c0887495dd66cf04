# codeb restore-registry: puts the last good version of a damaged registry file back
# shellcheck shell=bash

help_restore_registry() {
    cat <<'EOF'
Usage: codeb restore-registry                        every damaged file: its last good version is put back
       codeb restore-registry --list                 the files, how they are, and which versions are kept
       codeb restore-registry --version N FILE       one version of one file (ssot.json, slots/shop-production.json, ...)

The file as it was is kept beside it, so nothing is lost. Of each file the last five versions are kept. --json with each.
Afterwards codeb status shows whether reality and registry agree; the tool workflow_repair mends.
EOF
}

command_restore_registry() {
    local list=no version='' file=''
    while (($# > 0)); do
        case $1 in
        --json) JSON=yes ;;
        --list) list=yes ;;
        --version)
            [[ ${2:-} =~ ^[0-9]{1,12}$ ]] || wrong_words "--version takes the number of a kept version. See: codeb restore-registry --list"
            printf -v version %012d "$((10#$2))"
            shift
            ;;
        -*) wrong_words "codeb restore-registry does not know '$1'. See: codeb restore-registry --help" ;;
        *) file=$1 ;;
        esac
        shift
    done
    need_root
    need_settings
    REGISTRY=$(setting codeb.paths.root /opt/codeb)/registry
    [[ -d $REGISTRY ]] || die "There is no folder $REGISTRY, so there is nothing to restore. A whole backup is put back by: codeb restore FILE"
    if [[ $list == yes ]]; then
        list_versions
    elif [[ -n $version ]]; then
        put_version_back "$version" "$file"
    else
        [[ -z $file ]] || wrong_words "Say which version of $file: --version N. Without a version every damaged file is restored."
        restore_damaged
    fi
}

# The files that have kept versions, and those that are there.
registry_files() {
    (
        cd "$REGISTRY" && {
            printf '%s\n' ssot.json redis-db.json keys.json operations.jsonl slots/*.json
            find .versions -type f -printf '%P\n' 2>/dev/null | sed 's|/[0-9]*$||'
        } | sort -u
    )
}

state_of_file() {
    if [[ ! -e $REGISTRY/$1 ]]; then
        echo missing
    elif is_good "$1" "$REGISTRY/$1"; then echo ok; else echo damaged; fi
}

# is_good NAME FILE: the journal is one JSON object a line, of which the last may be torn; the others are one JSON object.
is_good() {
    case $1 in
    *.jsonl) sed '$d' "$2" | jq -e -n 'reduce inputs as $line (true; . and ($line | type == "object"))' >/dev/null 2>&1 ;;
    *) jq -e 'type == "object"' "$2" >/dev/null 2>&1 ;;
    esac
}

list_versions() {
    local file version good state
    while read -r file; do
        state=$(state_of_file "$file")
        # A project that was deleted leaves its versions behind; that is no damage.
        for version in "$REGISTRY/.versions/$file"/*; do
            if is_good "$file" "$version"; then good=true; else good=false; fi
            jq -nc --arg version "${version##*/}" --arg at "$(date -u -r "$version" +%FT%TZ)" --argjson good "$good" \
                '{version: ($version | tonumber), at: $at, good: $good}'
        done | jq -sc --arg file "$file" --arg state "$state" '{file: $file, state: $state, versions: reverse}'
    done < <(registry_files) | jq -s . | if [[ $JSON == yes ]]; then cat; else
        jq -r '.[] | "\(.file): \(.state)", (.versions[] | "    version \(.version)  of \(.at)\(if .good then "" else "  damaged, too" end)")'
    fi
}

restore_damaged() {
    local file answer failed=0 restored=()
    wait_until 10 service_answers_files || die "The registry does not answer. Start it (systemctl start codeb-registry), or put one version back by hand: codeb restore-registry --list"
    mapfile -t files < <({ ask_service registry /files | jq -r '.[] | select(.state != "ok") | .file'; journal_if_damaged; })
    for file in "${files[@]}"; do
        if answer=$(ask_service registry /files/restore -H 'Content-Type: application/json' -d "$(jq -nc --arg file "$file" '{file: $file}')" 2>/dev/null); then
            restored+=("$answer")
            say "$file: $(jq -r '"put back from \(if .restoredFrom == "memory" then "the registry'"'"'s memory" else "version \(.restoredFrom)" end)\(if .damaged then "; as it was: \(.damaged)" else "" end)"' <<<"$answer")"
        else
            failed=1
            warn "$file: $(reason "$answer")"
        fi
    done
    ((${#files[@]} > 0)) || say "No file of the registry is damaged. Nothing was changed."
    [[ $JSON == no ]] || printf '%s\n' "${restored[@]}" | jq -s .
    ((${#restored[@]} == 0)) || say "Now see whether reality agrees: codeb status"
    exit "$failed"
}

service_answers_files() { ask_service registry /files >/dev/null 2>&1; }
journal_if_damaged() { if [[ -e $REGISTRY/operations.jsonl ]] && ! is_good operations.jsonl "$REGISTRY/operations.jsonl"; then echo operations.jsonl; fi; }

# put_version_back VERSION FILE: also while the registry is stopped; it notices by itself. Under its lock, and renamed into place.
put_version_back() {
    local version=$1 file=$2 path kept aside
    [[ $file =~ ^([a-z-]+\.json|slots/[A-Za-z0-9._-]+\.json)$ ]] || wrong_words "Say of which file: codeb restore-registry --version N FILE. See: codeb restore-registry --list"
    kept=$REGISTRY/.versions/$file/$version path=$REGISTRY/$file
    [[ -f $kept ]] || die "No version $((10#$version)) of $file is kept. See: codeb restore-registry --list"
    is_good "$file" "$kept" || die "Version $((10#$version)) of $file is damaged, too. Nothing was changed."
    aside=$path.damaged-$(date +%s%3N)
    [[ -e $REGISTRY/.lock ]] || die "There is no $REGISTRY/.lock: the registry has never run here. Nothing was changed."
    exec 8<"$REGISTRY/.lock"
    flock -w 15 8 || die "The registry's lock has been held by somebody for 15 s (fuser -v $REGISTRY/.lock tells who). Nothing was changed."
    [[ ! -e $path ]] || ln "$path" "$aside"
    cp --preserve=mode,ownership "$kept" "$path.new.$$"
    touch "$path.new.$$"
    sync "$path.new.$$"
    mv -fT "$path.new.$$" "$path"
    sync "${path%/*}"
    exec 8>&-
    [[ $JSON == no ]] || jq -n --arg file "$file" --arg version "$version" --arg aside "${aside##*/}" '{file: $file, restoredFrom: $version, damaged: $aside}'
    say "$file is version $((10#$version)) now; as it was: ${aside##*/}. See whether reality agrees: codeb status"
}
