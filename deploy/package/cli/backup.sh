# codeb backup: one encrypted file with all that a bare machine needs to become this one
# shellcheck shell=bash

help_backup() {
    cat <<'EOF'
Usage: codeb backup [--with-databases] FILE           makes one
       codeb backup --nightly [--with-databases]      into /var/backups/codeb, proven, kept 14 days
       codeb backup verify FILE [--key KEY]           opens it aside and proves every file of it
       codeb backup prune [--days N]                  removes old ones of /var/backups/codeb, never the last good one
       codeb backup key                               prints the key that opens backups. Keep a copy elsewhere!

In it: registry, env files, sites, Caddy's certificates, settings and credentials, which image each slot runs. With
--with-databases also a dump of each project's database and the keys of its Redis number. Not in it: images (they are
pulled again), what applications wrote onto this machine. It is read by codeb restore. --json with each.
EOF
}

source "$CLI/lib-servers.sh"
source "$CLI/lib-archive.sh"

# What has to stay free for what runs here.
RESERVE_MB=${CODEB_BACKUP_RESERVE_MB:-64}

command_backup() {
    local words=() what=make databases=no key=$BACKUP_KEY days=14
    while (($# > 0)); do
        case $1 in
        --json) JSON=yes ;;
        --with-databases) databases=yes ;;
        --nightly) what=nightly ;;
        --key | --days)
            [[ -n ${2:-} ]] || wrong_words "$1 needs a value. See: codeb backup --help"
            printf -v "${1#--}" %s "$2"
            shift
            ;;
        -*) wrong_words "codeb backup does not know '$1'. See: codeb backup --help" ;;
        *) words+=("$1") ;;
        esac
        shift
    done
    [[ $days =~ ^[0-9]{1,4}$ ]] || wrong_words "--days takes a number of days, not '$days'."
    case ${words[0]:-} in
    verify | prune | key)
        [[ $what == make ]] || wrong_words "--nightly does not go with '${words[0]}'. See: codeb backup --help"
        what=${words[0]}
        words=("${words[@]:1}")
        ;;
    esac
    case $what in
    make | verify) ((${#words[@]} == 1)) || wrong_words "Name one file. See: codeb backup --help" ;;
    *) ((${#words[@]} == 0)) || wrong_words "'${words[0]}' is one word too many. See: codeb backup --help" ;;
    esac
    need_root
    [[ $what == verify ]] || need_settings
    umask 077
    case $what in
    key) print_backup_key ;;
    verify)
        scratch
        verify_backup "${words[0]}" "$key"
        ;;
    prune) prune_backups "$days" ;;
    make)
        one_at_a_time
        scratch
        make_backup "${words[0]}" "$databases"
        ;;
    nightly)
        one_at_a_time
        scratch
        nightly_backup "$databases"
        ;;
    esac
}

print_backup_key() {
    ensure_backup_key
    say "Whoever has these lines can read every backup of this machine, passwords included."
    cat "$BACKUP_KEY"
}

verify_backup() {
    open_backup "$1" "$2"
    say "$1 is whole: every file in it is as its manifest says, and can be read."
    told_backup
}

nightly_backup() {
    local file
    install -d -m 0700 "$BACKUP_FOLDER"
    prune_backups 14
    file=$BACKUP_FOLDER/codeb-$(date -u +%Y%m%dT%H%M%SZ).backup
    make_backup "$file" "$1"
    rm -rf "$SCRATCH/stage"
    open_backup "$file" "$BACKUP_KEY"
    say "It was opened aside and is whole."
}

# prune_backups DAYS: the newest one that opens stays, whatever its age; so do those that nobody could open yet.
prune_backups() {
    local days=$1 files=() file good='' removed=()
    mapfile -t files < <(find "$BACKUP_FOLDER" -maxdepth 1 -name 'codeb-*.backup' -type f 2>/dev/null | sort -r)
    for file in "${files[@]}"; do
        if [[ -z $good ]]; then
            # In a process of its own: what does not open ends it.
            if "$CLI/codeb" backup verify "$file" >/dev/null 2>&1; then good=$file; else warn "$file does not open; it is kept. See: codeb backup verify $file"; fi
        elif [[ -n $(find "$file" -mmin "+$((days * 24 * 60))") ]]; then
            rm -f "$file"
            removed+=("$file")
        fi
    done
    [[ $COMMAND != backup || $JSON == no ]] || printf '%s\n' "${removed[@]}" | jq -Rn --arg good "$good" '{lastGood: (if $good == "" then null else $good end), removed: [inputs | select(. != "")]}'
    ((${#removed[@]} == 0)) || say "Removed ${#removed[@]} older than $days days from $BACKUP_FOLDER."
}

# make_backup FILE yes|no: beside its place first, then renamed; what was there before stays until then.
make_backup() {
    local file=$1 databases=$2 folder part
    [[ $file == /* ]] || file=$PWD/$file
    folder=${file%/*}
    [[ -d ${folder:-/} && -w ${folder:-/} ]] || die "There is no folder ${folder:-/} to write $file to."
    [[ ! -d $file ]] || die "$file is a folder. Name a file: $file/codeb.backup"
    part=$folder/.${file##*/}.part
    ensure_backup_key
    at_exit rm -f -- "$part"
    rm -f -- "$part"
    check_room "$databases" "${folder:-/}"
    LEFT=()
    mkdir "$SCRATCH/stage"
    stage_files
    [[ $databases == no ]] || stage_databases
    stage_manifest "$databases"
    pack_backup "$part" || {
        rm -f -- "$part"
        if grep -qiE 'no space|disk quota' "$SCRATCH/packing"; then
            die "There is no room for $file: $(df -h --output=avail "${folder:-/}" | tail -n 1 | tr -d ' ') are free in ${folder:-/}. Nothing was left there, and what was there before is as it was."
        fi
        die "$file could not be written: $(tail -n 1 "$SCRATCH/packing"). Nothing was left there, and what was there before is as it was."
    }
    mv -fT "$part" "$file"
    sync "${folder:-/}"
    backup_told "$file"
}

backup_told() {
    local one
    if [[ $JSON == yes ]]; then
        jq --arg file "$1" --argjson size "$(stat -c %s "$1")" '{file: $file, size: $size} + del(.files)' "$SCRATCH/stage/manifest.json"
    fi
    for one in "${LEFT[@]}"; do warn "left out: $one"; done
    say "$1: $(numfmt --to=iec "$(stat -c %s "$1")"), $(jq -r '"\([.slots[] | "\(.project) \(.environment)"] | unique | length) environments\(if .withDatabases then ", \(.databases | length) databases, \(.redis | length) Redis numbers" else "" end)"' "$SCRATCH/stage/manifest.json"). Copy it to another machine; the key that opens it is not in it (codeb backup key)."
}

pack_backup() {
    local recipient
    recipient=$(age-keygen -y "$BACKUP_KEY") || die "$BACKUP_KEY is no key that age can use. Put it aside, and the next backup makes a new one."
    {
        tar -C "$SCRATCH/stage" --owner=0 --group=0 --numeric-owner -cf - manifest.json --exclude=./manifest.json . | gzip -1 | age -r "$recipient" -o "$1"
    } 2>"$SCRATCH/packing" && sync "$1" 2>>"$SCRATCH/packing"
}

# check_room DATABASES FOLDER: before anything is written. A dump is far smaller than its database; a third is ample.
check_room() {
    local need free place bytes=0 databases
    bytes=$(du -scb "$(root)"/{registry,env,env-backup} "$(caddy_storage)" "$(setting codeb.paths.sites /etc/caddy/sites)" "$CODEB_ETC" 2>/dev/null | tail -n 1 | cut -f1) || true
    if [[ $1 == yes ]]; then
        need_program pg_dump postgresql-client
        need_program redis-cli redis-tools
        databases=$(postgres_ask "$(setting codeb.storage.postgres.database postgres)" "SELECT coalesce(sum(pg_database_size(datname)), 0)::bigint / 3 FROM pg_database WHERE NOT datistemplate" 2>"$SCRATCH/psql") ||
            die "PostgreSQL cannot be asked, so no databases can be backed up: $(grep -m 1 . "$SCRATCH/psql"). Look: codeb doctor. Without --with-databases the rest can be backed up now."
        bytes=$((bytes + databases))
    fi
    need=$(((bytes >> 20) + RESERVE_MB))
    for place in "$2" "${SCRATCH%/*}"; do
        free=$(df -m --output=avail "$place" | tail -n 1)
        ((free >= need)) || die "There is too little room in $place: $free MB are free, $need MB are needed ($RESERVE_MB MB of them stay for what runs here). Nothing was written. Make room, or name another place$([[ $place == "$2" ]] || echo ": CODEB_SCRATCH=DIR")."
    done
}

root() { setting codeb.paths.root /opt/codeb; }

stage_files() {
    local stage=$SCRATCH/stage root file name value
    root=$(root)
    stage_registry "$root/registry" "$stage/registry"
    for name in env env-backup; do
        [[ ! -d $root/$name ]] || copy_plain "$root/$name" "$stage/$name" .
    done
    # Of a project's folder what CodeB made: the rest is its owner's.
    [[ ! -d $root/projects ]] || copy_plain "$root/projects" "$stage/projects" . '(' -path './*/.env.*' -o -path './*/releases/*' ')'
    [[ ! -d $(setting codeb.paths.sites /etc/caddy/sites) ]] || copy_plain "$(setting codeb.paths.sites /etc/caddy/sites)" "$stage/sites" .
    (cd "$(setting codeb.paths.routes /var/lib/codeb/routes)" 2>/dev/null && find . -printf '%y %P %l\n' | sort) >"$stage/routes.txt" || true
    mkdir -p "$stage/caddy" "$stage/secrets"
    file=$(setting codeb.paths.caddyfile /etc/caddy/Caddyfile)
    [[ ! -r $file ]] || cp "$file" "$stage/caddy/Caddyfile"
    [[ ! -d $(caddy_storage) ]] || copy_plain "$(caddy_storage)" "$stage/caddy/storage" certificates acme pki
    copy_plain "$CODEB_ETC" "$stage/etc" .
    rm -f "$stage/etc/backup.key" "$stage"/etc/backup.key.*
    while IFS='=' read -r name value; do
        [[ $name == codeb.*-file ]] || continue
        value=$(setting "$name")
        if [[ -r $value ]]; then cp "$value" "$stage/secrets/$(secret_name "$name")"; else LEFT+=("$value, which $name names, cannot be read"); fi
    done <"$SETTINGS_FILE"
    stage_zone
}

# copy_plain FROM TO WORDS-OF-FIND...: plain files and folders only; each is there whole, as CodeB renames what it writes.
copy_plain() {
    local from=$1 to=$2
    shift 2
    mkdir -p "$to"
    (cd "$from" && find "$@" -type f -print0 2>/dev/null) >"$SCRATCH/names" || true
    tar -C "$from" --ignore-failed-read --warning=no-file-removed --warning=no-file-changed --null -T "$SCRATCH/names" -cf - | tar -C "$to" --no-same-owner -xf -
}

# stage_registry FROM TO: under the registry's own lock, so that no file of it changes meanwhile. Journal and audit go on to be
# added to: their whole lines count, and the audit's end is read before the audit.
stage_registry() {
    local from=$1 to=$2 try file
    [[ -d $from ]] || die "There is no registry in $from. Is this the App Server of CodeB? Look at codeb.paths.root in $SETTINGS_FILE."
    mkdir -p "$to"
    [[ -e $from/.lock ]] || die "There is no $from/.lock: the registry has never run here, so there is nothing to back up."
    exec 8<"$from/.lock"
    flock -w 20 8 || die "The registry's lock has been held by somebody for 20 s (fuser -v $from/.lock tells who). Nothing was backed up; try again."
    for try in 1 2 3 4; do
        ((try < 4)) || die "The audit was put away again and again while it was copied. Try again."
        local before after
        before=$(stat -c %i "$from/audit.jsonl" "$from/operations.jsonl" 2>/dev/null) || true
        [[ ! -e $from/audit-ends.json ]] || cp "$from/audit-ends.json" "$to/"
        copy_plain "$from" "$to" . '!' -path './locks/*' '!' -path './fences/*' '!' -name '.*.tmp' '!' -name '.*.restored' '!' -name .lock '!' -name .instance '!' -name audit-ends.json
        after=$(stat -c %i "$from/audit.jsonl" "$from/operations.jsonl" 2>/dev/null) || true
        [[ $before != "$after" ]] || break
        rm -f "$to"/*.jsonl
    done
    exec 8>&-
    [[ -s $to/ssot.json ]] || die "The registry's file ssot.json is gone, so a backup would be none. Put its last good version back first: codeb restore-registry"
    for file in "$to"/*.jsonl; do cut_torn_line "$file"; done
    while IFS= read -r -d '' file; do
        jq -e . "$file" >/dev/null 2>&1 || die "The registry's file ${file#"$to/"} is damaged, so a backup of it would be none. Put its last good version back first: codeb restore-registry"
    done < <(find "$to" -name .versions -prune -o -name '*.json*' ! -name '*.damaged-*' -type f -print0)
}

cut_torn_line() { [[ ! -s $1 || -z $(tail -c 1 "$1") ]] || { head -n -1 "$1" >"$1.whole" && mv "$1.whole" "$1"; }; }

# stage_zone: for a person to compare, where PowerDNS is on this machine; restore makes the records from the registry.
stage_zone() {
    local zone words
    zone=$(setting codeb.base-domain)
    read -ra words <<<"$(setting codeb.storage.dns.pdnsutil pdnsutil)"
    command -v "${words[0]}" >/dev/null || return 0
    timeout 30 "${words[@]}" list-zone "$zone" >"$SCRATCH/stage/zone.txt" 2>"$SCRATCH/zone" ||
        LEFT+=("the list of the zone $zone ($(tail -n 1 "$SCRATCH/zone"))")
}

# Names and numbers out of the copied SSOT, so that what is dumped is what the copied registry knows.
staged() { jq -r "[.projects[]? | ., .staging? // empty | $1 | select(. != null)] | unique | .[]" "$SCRATCH/stage/registry/ssot.json"; }

stage_databases() {
    local name number maintenance
    maintenance=$(setting codeb.storage.postgres.database postgres)
    mkdir "$SCRATCH/stage/databases" "$SCRATCH/stage/redis"
    for name in $(staged .database.name); do
        [[ $name =~ ^[A-Za-z0-9_-]+$ ]] || die "The registry names a database '$name', which is none of CodeB's names. Nothing was backed up."
        if [[ -z $(postgres_ask "$maintenance" "SELECT 1 FROM pg_database WHERE datname = '$name'") ]]; then
            LEFT+=("the database $name, which the registry knows and PostgreSQL does not have")
            continue
        fi
        as_postgres pg_dump -w -Fc --lock-wait-timeout=60000 -d "$name" -f "$SCRATCH/stage/databases/$name.dump" 2>"$SCRATCH/dump" ||
            die "The database $name could not be dumped: $(tail -n 1 "$SCRATCH/dump"). No backup was made; without --with-databases the rest can be backed up."
    done
    for number in $(staged .redis.db); do
        dump_redis "$number" >"$SCRATCH/stage/redis/$number.commands" || die "The keys of Redis number $number could not be read. No backup was made; look: codeb doctor"
    done
}

# dump_redis NUMBER: for each key a RESTORE command as redis-cli reads it. redis-cli quotes in the same way in which it reads.
dump_redis() {
    local cursor=0
    : >"$SCRATCH/keys"
    while true; do
        as_redis "$1" --no-raw SCAN "$cursor" COUNT 1000 >"$SCRATCH/scan"
        cursor=$(sed -nE '1s/^1\) "([0-9]+)"$/\1/p' "$SCRATCH/scan")
        [[ -n $cursor ]] || return 1
        sed -nE '2,$s/^(2\)| +)( *[0-9]+\)) (".*")$/\3/p' "$SCRATCH/scan" >>"$SCRATCH/keys"
        [[ $cursor != 0 ]] || break
    done
    [[ -s $SCRATCH/keys ]] || return 0
    sort -u "$SCRATCH/keys" -o "$SCRATCH/keys"
    sed 's/.*/PTTL &\nDUMP &/' "$SCRATCH/keys" | as_redis "$1" --no-raw >"$SCRATCH/values"
    # A key may have ended meanwhile.
    paste -d '\n' "$SCRATCH/keys" <(sed -n 'p;n' "$SCRATCH/values") <(sed -n 'n;p' "$SCRATCH/values") | awk '
        NR % 3 == 1 { key = $0 }
        NR % 3 == 2 { ttl = $2 < 0 ? 0 : $2 }
        NR % 3 == 0 && substr($0, 1, 1) == "\"" { print "RESTORE", key, ttl, $0, "REPLACE" }'
}

stage_manifest() {
    local stage=$SCRATCH/stage
    (cd "$stage" && find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 -r sha256sum) >"$SCRATCH/sums"
    (cd "$stage" && find . -type f -printf '%P\t%s\n') >"$SCRATCH/sizes"
    # A name with a line's end or a backslash would be written in another way by sha256sum; CodeB makes none.
    ! grep -q '^\\' "$SCRATCH/sums" || die "A file's name has a backslash or a line's end in it: $(grep -m 1 '^\\' "$SCRATCH/sums"). Rename it, then try again."
    printf '%s\n' "${LEFT[@]}" >"$SCRATCH/left"
    jq -n --argjson format "$BACKUP_FORMAT" --arg codeb "$(installed_version)" --arg at "$(date -u +%FT%TZ)" --arg host "$(hostname)" \
        --arg address "$(setting codeb.app.address)" --arg storage "$(setting codeb.storage.host)" --arg domain "$(setting codeb.base-domain)" \
        --argjson databases "$([[ $1 == yes ]] && echo true || echo false)" \
        --rawfile sums "$SCRATCH/sums" --rawfile sizes "$SCRATCH/sizes" --rawfile left "$SCRATCH/left" \
        --slurpfile slots <(cat /dev/null "$stage"/registry/slots/*.json) '
        ($sizes | split("\n") | map(select(. != "") | split("\t") | {(.[0]): (.[1] | tonumber)}) | add // {}) as $size
        | [$sums | split("\n")[] | select(. != "") | {path: .[66:], size: $size[.[66:]], sha256: .[:64]}] as $files
        | {kind: "codeb-backup", format: $format, codeb: $codeb, at: $at, host: $host, address: $address, storageHost: $storage,
           baseDomain: $domain, withDatabases: $databases,
           databases: [$files[].path | capture("^databases/(?<name>.*)\\.dump$").name],
           redis: [$files[].path | capture("^redis/(?<number>.*)\\.commands$").number | tonumber],
           slots: [$slots[] | . as $all | (.blue, .green) | select(.state != "empty")
               | {project: $all.projectName, environment: $all.environment, slot: .name, state, version, image, digest}],
           left: [$left | split("\n")[] | select(. != "")], files: $files}' >"$stage/manifest.json"
}
