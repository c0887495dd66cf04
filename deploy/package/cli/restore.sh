# codeb restore: makes a bare machine what the machine of a backup was
# shellcheck shell=bash

help_restore() {
    cat <<'EOF'
Usage: codeb restore FILE [--key KEY] [--address IPV4] [--storage-host HOST] [--dry-run] [--replace] [--replace-data] [--json]

Opens the backup and proves it, says what it is going to do, and does it: sets this machine up with the backup's answers
where that was not done yet, puts registry, env files, certificates and settings in their places, starts the services, and
has CodeB make each project's database, Redis user, DNS records, site and containers again. At the end it says which
version answers where; it ends with 1 when one does not. It can be run again (with --replace).

  --key KEY           the key that opens the backup, from where you keep its copy (/etc/codeb/backup.key)
  --address IPV4      the address of this machine, to which A records shall lead, where it is not the old one's
  --storage-host HOST where applications reach PostgreSQL and Redis now, where that is not as it was
  --dry-run           only say what would be done
  --replace           although this machine has projects: they give way; their registry is kept beside the new one
  --replace-data      also databases and Redis numbers that are there: they become as in the backup. Without it what is
                      there stays, and dumps go only into what is missing
EOF
}

source "$CLI/lib-servers.sh"
source "$CLI/lib-archive.sh"
source "$CLI/lib-operations.sh"

# Settings of the machine itself, which setup found out; all others come out of the backup.
MACHINES_OWN='^codeb\.(base-domain|internal\.|registry\.|provisioner\.|deployer\.|gateway\.(host|port)|paths\.|app\.|storage\.|isolation\.)'

command_restore() {
    local file='' key=$BACKUP_KEY address='' storage='' dry=no replace=no data=no
    while (($# > 0)); do
        case $1 in
        --json) JSON=yes ;;
        --dry-run) dry=yes ;;
        --replace) replace=yes ;;
        --replace-data) data=yes ;;
        --key | --address | --storage-host)
            [[ -n ${2:-} ]] || wrong_words "$1 needs a value. See: codeb restore --help"
            case $1 in
            --key) key=$2 ;;
            --address) address=$2 ;;
            --storage-host) storage=$2 ;;
            esac
            shift
            ;;
        -*) wrong_words "codeb restore does not know '$1'. See: codeb restore --help" ;;
        *)
            [[ -z $file ]] || wrong_words "'$1' is one word too many. See: codeb restore --help"
            file=$1
            ;;
        esac
        shift
    done
    [[ -n $file ]] || wrong_words "Name the backup: codeb restore FILE. See: codeb restore --help"
    [[ -z $address || $address =~ ^([0-9]{1,3}\.){3}[0-9]{1,3}$ ]] || wrong_words "--address takes an IPv4 address, not '$address'."
    [[ -z $storage || $storage =~ ^[A-Za-z0-9.:-]+$ ]] || wrong_words "--storage-host takes a name or an address, not '$storage'."
    need_root
    umask 077
    scratch
    open_backup "$file" "$key"
    BACKUP=$SCRATCH/backup
    BEFORE=before-restore-$(date -u +%Y%m%dT%H%M%SZ)
    check_machine "$replace" "$storage"
    tell_plan "$file" "$address" "$storage" "$replace" "$data"
    [[ $dry == no ]] || return 0
    [[ -r $SETTINGS_FILE ]] || set_up "$address" "$storage"
    one_at_a_time
    check_storage_host "$storage"
    say "Stopping the services"
    control_services stop gateway deployer provisioner registry
    put_settings "$address"
    put_backup_key "$key"
    [[ $replace == no ]] || remove_containers
    put_files
    rewrite_urls "$(of_manifest .storageHost)" "$(setting codeb.storage.host)"
    put_caddy
    say "Starting the services"
    control_services start registry provisioner deployer gateway
    services_get_ready ||
        die "The service $SERVICE_AWAY does not get ready. All files are in their places. Look: codeb logs $SERVICE_AWAY; when it runs, begin again: codeb restore --replace $file"
    restore_environments "$data"
    told_end
}

# check_machine REPLACE STORAGE-HOST
check_machine() {
    local domain registry
    if [[ ! -r $SETTINGS_FILE ]]; then
        [[ -s $BACKUP/etc/setup.conf ]] ||
            die "This machine is not set up, and the backup has no answers for setup. Run codeb setup with base domain $(of_manifest .baseDomain) first, then begin again."
        return 0
    fi
    domain=$(setting codeb.base-domain)
    [[ $domain == "$(of_manifest .baseDomain)" ]] ||
        die "This machine is set up for $domain, and the backup is of $(of_manifest .baseDomain). Set it up for that domain first (codeb setup), then begin again."
    registry=$(setting codeb.paths.root /opt/codeb)/registry/ssot.json
    if [[ -e $registry && $1 == no ]] && ! jq -e '.projects == {}' "$registry" >/dev/null 2>&1; then
        die "This machine has projects already ($(jq -r '.projects | keys | join(", ")' "$registry" 2>/dev/null || echo "its registry cannot be read")). Nothing was changed. To have the backup's in their place, their registry kept beside: --replace"
    fi
}

check_storage_host() {
    [[ -z $1 || $1 == "$(setting codeb.storage.host)" ]] ||
        die "This machine is set up with the storage host $(setting codeb.storage.host), not $1. Change codeb.storage.host in $SETTINGS_FILE (codeb setup), or leave --storage-host out. Nothing was changed."
}

# tell_plan FILE ADDRESS STORAGE-HOST REPLACE DATA
tell_plan() {
    local old_address old_storage address storage
    old_address=$(of_manifest .address) old_storage=$(of_manifest .storageHost)
    if [[ -r $SETTINGS_FILE ]]; then address=$(setting codeb.app.address) storage=$(setting codeb.storage.host); fi
    address=${2:-${address:-$old_address}} storage=${3:-${storage:-$old_storage}}
    {
        echo "$1 is whole:"
        JSON=no told_backup | sed 's/^/  /'
        echo "What is going to be done:"
        [[ -r $SETTINGS_FILE ]] || echo "  - this machine is set up, with the answers of the machine that the backup is of"
        echo "  - the services stop; applications that run go on"
        [[ $4 == no ]] || echo "  - the registry and env files that are here are kept beside the new ones (*.$BEFORE); containers that CodeB made are removed"
        echo "  - registry, env files, settings, Caddy's certificates are put in their places; keys for the gateway work as they did"
        [[ $old_storage == "$storage" ]] || echo "  - DATABASE_URL and REDIS_URL that lead to $old_storage lead to $storage then"
        echo "  - the services start, and make for each project what is missing: database, Redis user, DNS records to $address, site, containers"
        [[ $old_address != "$address" ]] || echo "    (that is the old machine's address; has this one another? --address IPV4)"
        if [[ $(of_manifest .withDatabases) == true ]]; then
            if [[ $5 == yes ]]; then echo "  - databases and Redis numbers become as in the backup, also those that are there already"; else echo "  - data goes into databases and Redis numbers that are missing or empty; what is there stays"; fi
        else
            echo "  - the backup has no databases: those that are missing are made, empty"
        fi
    } >&2
}

# set_up ADDRESS STORAGE-HOST: with the answers of the old machine, the addresses changed wherever they stand.
set_up() {
    local name value
    while IFS='=' read -r name value; do
        [[ -z $1 || $value != "$(of_manifest .address)" ]] || value=$1
        [[ -z $2 || $value != "$(of_manifest .storageHost)" ]] || value=$2
        if [[ -n $value ]]; then printf '%s=%s\n' "$name" "$value"; else printf '%s\n' "$name"; fi
    done <"$BACKUP/etc/setup.conf" >"$SCRATCH/setup.conf"
    say "Setting this machine up"
    "$CLI/codeb" setup --from "$SCRATCH/setup.conf" --no-proof --no-key ||
        die "Setup did not end well; it said why. Put that right, run codeb setup --from with the same answers or this command again. Nothing of the backup is in its place yet."
    [[ -r $SETTINGS_FILE ]] || die "Setup wrote no $SETTINGS_FILE, so nothing can be restored. Look at what it said."
}

# put_settings ADDRESS: the machine's own stay; limits, registries of images and the like come out of the backup.
put_settings() {
    local name value secret target
    {
        grep -E "$MACHINES_OWN|^[^c]|^$" "$SETTINGS_FILE" || true
        grep -E '^codeb\.' "$BACKUP/etc/codeb.properties" | grep -vE "$MACHINES_OWN" || true
    } >"$SCRATCH/settings"
    [[ -z $1 ]] || sed -i "s/^codeb\.app\.address=.*/codeb.app.address=$1/" "$SCRATCH/settings"
    [[ -z $1 || ! -e $CODEB_ETC/setup.conf ]] || sed -i "s/=$(of_manifest .address | sed 's/\./\\./g')\$/=$1/" "$CODEB_ETC/setup.conf"
    while IFS='=' read -r name value; do
        [[ $name == codeb.*-file && ! $name =~ $MACHINES_OWN ]] || continue
        secret=$BACKUP/secrets/$(secret_name "$name")
        target=${value//'${CREDENTIALS_DIRECTORY}'/$CREDENTIALS}
        [[ -e $secret ]] || continue
        mkdir -p "${target%/*}"
        put "$target" 0600 <"$secret"
        # systemd hands the services what is among the credentials; anything else they read themselves.
        [[ $target == "$CREDENTIALS"/* ]] || ! has_units || chown codeb:codeb "$target"
    done <"$SCRATCH/settings"
    cmp -s <(grep '^codeb' "$SCRATCH/settings" | sort) <(grep '^codeb' "$SETTINGS_FILE" | sort) || {
        cp -p "$SETTINGS_FILE" "$SETTINGS_FILE.$BEFORE"
        # Its owner, group and mode stay.
        cp -p "$SETTINGS_FILE" "$SETTINGS_FILE.new" && cat "$SCRATCH/settings" >"$SETTINGS_FILE.new" && mv -fT "$SETTINGS_FILE.new" "$SETTINGS_FILE"
        say "The settings are those of the backup now, except for what is this machine's own; as they were: $SETTINGS_FILE.$BEFORE"
    }
}

# put_backup_key KEY: the copy that somebody keeps elsewhere stays good for the backups to come.
put_backup_key() {
    [[ ! $1 -ef $BACKUP_KEY ]] || return 0
    if [[ -s $BACKUP_KEY ]]; then
        ! cmp -s "$1" "$BACKUP_KEY" || return 0
        mv "$BACKUP_KEY" "$BACKUP_KEY.$BEFORE"
    fi
    put "$BACKUP_KEY" 0600 <"$1"
}

# remove_containers: of the projects that are here, and of those that come.
remove_containers() {
    local ids=() project
    for project in $(jq -r '.projects | keys[]' "$(setting codeb.paths.root /opt/codeb)/registry/ssot.json" "$BACKUP/registry/ssot.json" 2>/dev/null | sort -u); do
        mapfile -t -O "${#ids[@]}" ids < <(docker_here ps -aq --filter "label=codeb.project=$project")
    done
    ((${#ids[@]} == 0)) || docker_here rm -f "${ids[@]}" >/dev/null
}

put_files() {
    local root name
    root=$(setting codeb.paths.root /opt/codeb)
    if [[ ! -d $root/registry ]]; then
        mkdir -p "$root/registry"
        if has_units; then chown codeb:codeb "$root/registry"; fi
    fi
    for name in registry env env-backup; do
        if [[ -n $(find "$root/$name" -mindepth 1 -print -quit 2>/dev/null) ]]; then
            cp -a --reflink=auto "$root/$name" "$root/$name.$BEFORE"
            find "$root/$name" -mindepth 1 -delete
        fi
        [[ -d $BACKUP/$name ]] || continue
        mkdir -p "$root/$name"
        cp -r "$BACKUP/$name/." "$root/$name/"
    done
    # Its folder belongs to the services' user.
    chown -R --reference="$root/registry" "$root/registry"
    [[ ! -d $BACKUP/projects ]] || { mkdir -p "$root/projects" && cp -r "$BACKUP/projects/." "$root/projects/"; }
    chmod -R u=rwX,go= "$root"/{registry,env,env-backup}
}

# rewrite_urls OLD NEW: of CodeB's own two variables, in every file that has them. Names of releases stay, as slots know them by.
rewrite_urls() {
    local root old new
    [[ $1 != "$2" ]] || return 0
    root=$(setting codeb.paths.root /opt/codeb)
    old=$(sed 's/[.[\*^$/]/\\&/g' <<<"$1") new=$(sed 's/[&/\]/\\&/g' <<<"$2")
    find "$root/env" "$root/env-backup" "$root/projects" -type f \( -path '*/.env*' -o -path '*/releases/*' \) -print0 |
        xargs -0 -r sed -i -E "/^(export +)?(DATABASE_URL|REDIS_URL)=/s/@$old:/@$new:/"
    say "DATABASE_URL and REDIS_URL lead to $2 now."
}

# put_caddy: certificates, so that no authority has to be asked before the DNS has moved; what is here already stays.
put_caddy() {
    local storage sites file name
    storage=$(caddy_storage)
    if [[ -d $BACKUP/caddy/storage ]]; then
        mkdir -p "$storage"
        tar -C "$BACKUP/caddy/storage" -cf - . | tar -C "$storage" --skip-old-files -xf -
        [[ ! -d $BACKUP/caddy/storage/pki ]] || put_own_authority "$storage"
        if getent passwd caddy >/dev/null; then chown -R caddy:caddy "$storage"; fi
        restart_caddy "$storage"
    fi
    # Sites of projects are made by CodeB; of the others, what is missing.
    sites=$(setting codeb.paths.sites /etc/caddy/sites)
    for file in "$BACKUP"/sites/*; do
        name=${file##*/}
        name=${name%.caddy}
        [[ -e $sites/${file##*/} || $name == _codeb ]] || jq -e --arg name "${name%-staging}" '.projects | has($name)' "$BACKUP/registry/ssot.json" >/dev/null || {
            mkdir -p "$sites"
            put "$sites/${file##*/}" <"$file"
            say "The site ${file##*/}, which is no project's, was put back. Caddy reads it with its next reload."
        }
    done
    file=$(setting codeb.paths.caddyfile /etc/caddy/Caddyfile)
    if [[ -s $BACKUP/caddy/Caddyfile ]] && ! cmp -s "$BACKUP/caddy/Caddyfile" "$file"; then
        put "$file.from-backup" <"$BACKUP/caddy/Caddyfile"
        say "The Caddyfile of the backup is another one; it lies in $file.from-backup, in case you had written something into it."
    fi
}

# put_own_authority STORAGE: Caddy's own authority, and what it signed, belong together; those who trusted it go on doing so.
put_own_authority() {
    local part root
    for part in pki certificates/local; do
        [[ -d $BACKUP/caddy/storage/$part ]] || continue
        rm -rf "${1:?}/$part"
        mkdir -p "$1/$part"
        cp -r "$BACKUP/caddy/storage/$part/." "$1/$part/"
    done
    root=$(setting codeb.app.caddy.ca-file)
    [[ -z $root || ! -s $1/pki/authorities/local/root.crt ]] || put "$root" <"$1/pki/authorities/local/root.crt"
}

# restart_caddy STORAGE: it keeps certificates in memory. Only Debian's, when it is the one that has them.
restart_caddy() {
    [[ $1 == /var/lib/caddy/* && -d /run/systemd/system ]] && systemctl is-active --quiet caddy || return 0
    timeout 60 systemctl restart caddy || die "Caddy does not start again. Look: journalctl -u caddy; then begin again: codeb restore --replace"
}

# restore_environments REPLACE-DATA
restore_environments() {
    local project environment team
    : >"$SCRATCH/results"
    # Their standard input is not the list.
    while read -r project environment team <&3; do
        restore_environment "$project" "$environment" "$team" "$1" >>"$SCRATCH/results"
    done 3< <(ask_service registry /projects | jq -r '.[] | .name as $name | .teamId as $team | .environments | keys[] | "\($name) \(.) \($team)"')
}

restore_environment() {
    local project=$1 environment=$2 team=$3 problems=() drift failure try
    say "$project ($environment)"
    if has_data "$project" "$environment"; then
        under_hold "$project" "$environment" "$team" restore_data "$project" "$environment" "$4" ||
            problems+=("its data was not brought back$(sed 's/^/: /' "$SCRATCH/why" 2>/dev/null)")
    fi
    # What a machine that has just started did not manage the first time (a container that starts too slowly) it does the next.
    for try in 1 2 3; do
        drift='' failure=''
        if repair "$project" "$environment" "$team"; then
            drift=$(jq -r '[.result.drift[]? | select(.repaired != true) | "\(.what): expected \(.expected // "nothing"), found \(.found // "nothing")"] | join("; ")' <<<"$REPAIRED")
            jq -e 'any(.result.drift[]?; .repaired != true and .repairable)' >/dev/null <<<"$REPAIRED" || break
            drift+=$(jq -r '[.steps[]? | select(.name == "repair_containers") | .message // empty] | map(" (\(.))") | join("")' <<<"$REPAIRED")
        else
            failure=$(reason "$(jq -c '.failure // .' <<<"$REPAIRED" 2>/dev/null)" | grep . || echo "the repair did not end")
        fi
        ((try == 3)) || say "  not all could be mended at once; trying again: ${drift:-$failure}"
    done
    [[ -z $drift ]] || problems+=("$drift")
    [[ -z $failure ]] || problems+=("$failure")
    check_environment "$project" "$environment" "${problems[@]}"
}

# what_of PROJECT ENVIRONMENT FILTER: out of the backup's SSOT.
what_of() { jq -r --arg project "$1" --arg environment "$2" ".projects[\$project] | if \$environment == \"production\" then . else .[\$environment] end | $3 // empty" "$BACKUP/registry/ssot.json"; }

has_data() { [[ -e $BACKUP/databases/$(what_of "$1" "$2" .database.name).dump || -s $BACKUP/redis/$(what_of "$1" "$2" .redis.db).commands ]]; }

# restore_data PROJECT ENVIRONMENT REPLACE: before any container of it starts. Run by under_hold. SCRATCH/why says why it failed.
restore_data() {
    local project=$1 environment=$2 replace=$3 name user number there
    : >"$SCRATCH/why"
    name=$(what_of "$1" "$2" .database.name) user=$(what_of "$1" "$2" .database.user) number=$(what_of "$1" "$2" .redis.db)
    if [[ -e $BACKUP/databases/$name.dump ]]; then
        there=$(postgres_ask "$(setting codeb.storage.postgres.database postgres)" "SELECT 1 FROM pg_database WHERE datname = '$name'" 2>"$SCRATCH/why") || return 1
        if [[ -n $there && $replace == no ]]; then
            say "  the database $name is there already and stays as it is (--replace-data would make it as in the backup)"
        else
            [[ -z $there ]] || postgres_ask "$(setting codeb.storage.postgres.database postgres)" "DROP DATABASE \"$name\" WITH (FORCE)" 2>"$SCRATCH/why" || return 1
            part_repaired "$project" "$environment" database || return 1
            restore_dump "$project" "$environment" "$name" "$user" || return 1
            say "  the database $name is as in the backup"
        fi
    fi
    if [[ -s $BACKUP/redis/$number.commands ]]; then
        there=$(as_redis "$number" DBSIZE 2>"$SCRATCH/why") || return 1
        if [[ $there != 0 && $replace == no ]]; then
            say "  Redis number $number has keys already and stays as it is (--replace-data would make it as in the backup)"
        else
            [[ $there == 0 ]] || as_redis "$number" FLUSHDB >/dev/null 2>"$SCRATCH/why" || return 1
            as_redis "$number" <"$BACKUP/redis/$number.commands" >"$SCRATCH/redis" 2>"$SCRATCH/why" || return 1
            there=$(awk '$0 != "OK" && NF && !found++' "$SCRATCH/redis")
            [[ -z $there ]] || { echo "Redis refused a key: $there" >"$SCRATCH/why" && return 1; }
            say "  $(wc -l <"$BACKUP/redis/$number.commands") keys of Redis number $number are back"
        fi
    fi
}

# part_repaired PROJECT ENVIRONMENT PART: by CodeB's own maker, under our hold.
part_repaired() {
    local answer
    answer=$(ASK_SECONDS=60 post provisioner "/repairs/$1/$2" "{\"part\":\"$3\"}" -H "$HOLD" 2>/dev/null) && return
    reason "$answer" >"$SCRATCH/why"
    return 1
}

# restore_dump PROJECT ENVIRONMENT DATABASE USER: as the project's own user, since functions of its database run on the way. What only an
# administrator may make, the extensions, is made before.
restore_dump() {
    local dump=$BACKUP/databases/$3.dump extension
    url_password "$1" "$2" "$3" "$4" >"$SCRATCH/password" || { echo "its env file has no DATABASE_URL of CodeB's own" >"$SCRATCH/why" && return 1; }
    pg_restore --list "$dump" >"$SCRATCH/list"
    while read -r extension; do
        postgres_ask "$3" "CREATE EXTENSION IF NOT EXISTS \"$extension\"" 2>"$SCRATCH/why" || return 1
    done < <(sed -nE 's/^[0-9]+; [0-9]+ [0-9]+ EXTENSION - ([A-Za-z0-9_-]+) *$/\1/p' "$SCRATCH/list")
    grep -vE '^[0-9]+; [0-9]+ [0-9]+ (EXTENSION|COMMENT - EXTENSION) ' "$SCRATCH/list" >"$SCRATCH/use" || true
    as_postgres_user "$4" "$SCRATCH/password" pg_restore -w --no-owner --no-privileges --exit-on-error --single-transaction -L "$SCRATCH/use" -d "$3" "$dump" 2>"$SCRATCH/why" || {
        tail -n 1 "$SCRATCH/why" >"$SCRATCH/why.1" && mv "$SCRATCH/why.1" "$SCRATCH/why"
        return 1
    }
}

# url_password PROJECT ENVIRONMENT DATABASE USER: out of the env file.
url_password() {
    local file password
    file=$(setting codeb.paths.root /opt/codeb)/env/$1/.env
    [[ $2 == production ]] || file+=.$2
    password=$(sed -nE "s|^DATABASE_URL=[\"']?postgres(ql)?://$4:([^@]+)@[^/]+/$3([?\"'].*)?\$|\2|p" "$file" | tail -n 1)
    [[ -n $password ]] && printf '%s' "$password"
}

# check_environment PROJECT ENVIRONMENT PROBLEM...: asks as a visitor does, and prints what came of it as JSON.
check_environment() {
    local project=$1 environment=$2 slots domain active version='' answers=null
    shift 2
    slots=$(json_or '{}' ask_service registry "/slots/$project/$environment")
    domain=$(ask_service registry /projects | jq -r --arg project "$project" --arg environment "$environment" '.[] | select(.name == $project) | .environments[$environment].domain // empty')
    active=$(jq -r '[.blue, .green][] | select(.state? == "active") | .name' <<<"$slots")
    if [[ -n $active ]]; then
        version=$(jq -r --arg slot "$active" '.[$slot].version' <<<"$slots")
        answers=false
        if wait_until 30 visitor_is_served "$domain" "$active"; then answers=true; fi
    fi
    jq -nc --arg project "$project" --arg environment "$environment" --arg domain "$domain" --arg version "$version" --argjson answers "$answers" \
        --argjson slots "$slots" '{project: $project, environment: $environment, domain: $domain, version: (if $version == "" then null else $version end),
            answers: $answers, slots: [$slots.blue, $slots.green | select(. != null) | {name, state, version}], problems: $ARGS.positional}' --args "$@"
}

# visitor_is_served DOMAIN SLOT: through Caddy, by its own name. The certificate is for the visitors to judge: it may still be on its way.
visitor_is_served() {
    local port
    port=$(setting codeb.app.caddy.https-port 443)
    curl -sk -o /dev/null -D - --max-time 5 --resolve "$1:$port:$(setting codeb.app.caddy.address 127.0.0.1)" "https://$1:$port/" 2>/dev/null |
        tr -d '\r' | grep -i "^x-codeb-slot: $2\$" >/dev/null
}

told_end() {
    local well
    jq -s '{restored: ., well: all(.[]; .problems == [] and .answers != false)}' "$SCRATCH/results" >"$SCRATCH/end"
    well=$(jq .well "$SCRATCH/end")
    post registry /audit "$(jq -nc --arg detail "a backup of $(of_manifest .at) was restored" '{by: "codeb-restore", action: "restore", outcome: "success", detail: $detail}')" >/dev/null 2>&1 || true
    if [[ $JSON == yes ]]; then
        cat "$SCRATCH/end"
    else
        jq -r '.restored[] | "\(.project) (\(.environment)): " + (if .answers == null then "no version was live" elif .answers then "\(.version) answers at https://\(.domain)" else "\(.version) DOES NOT ANSWER at https://\(.domain)" end),
            (.problems[] | "    \(.)")' "$SCRATCH/end"
    fi
    [[ $well == true ]] || {
        say "Not everything is as it was. Look: codeb status; then repair (the tool workflow_repair) what it names."
        exit 1
    }
    say "Every version that was live at $(of_manifest .at) answers."
}
