# The form of a backup, and how one is opened and proven.
# shellcheck shell=bash
#
# A backup is a tar, gzipped and encrypted with age: manifest.json first, then only folders and plain files.
#   registry/ env/ env-backup/ projects/    as below codeb.paths.root
#   sites/  routes.txt  caddy/Caddyfile  caddy/storage/
#   etc/                                    /etc/codeb without the backup's own key
#   secrets/SETTING                         the file that a setting SETTING (…-file) names
#   databases/NAME.dump                     pg_dump -Fc
#   redis/NUMBER.commands                   what redis-cli reads to bring the keys back
#   zone.txt                                the zone as PowerDNS lists it

BACKUP_FORMAT=1
BACKUP_FOLDER=${CODEB_BACKUPS:-/var/backups/codeb}
BACKUP_KEY=$CODEB_ETC/backup.key

# ensure_backup_key: made when it is missing, and then told loudly.
ensure_backup_key() {
    need_program age age
    [[ ! -s $BACKUP_KEY ]] || return 0
    age-keygen 2>/dev/null | put "$BACKUP_KEY" 0600
    cat >&2 <<EOF

codeb: A KEY FOR BACKUPS WAS MADE: $BACKUP_KEY
codeb: Without it no backup can ever be read. When this machine is lost, so is the key: keep a copy of it elsewhere,
codeb: in the company's password manager for example, today. This prints it:  codeb backup key

EOF
}

# open_backup FILE KEY: decrypts and unpacks it below $SCRATCH/backup, and proves that it is whole. Ends with a sentence otherwise.
open_backup() {
    local file=$1 key=$2 place=$SCRATCH/backup head
    need_program age age
    [[ -f $file && -r $file ]] || die "There is no backup $file that can be read."
    [[ -s $key && -r $key ]] || die "There is no key $key that can be read. A backup is opened with the key of the machine that it is of: --key FILE"
    grep -q '^AGE-SECRET-KEY-1' "$key" || die "$key is no key for backups: it has no line that begins with AGE-SECRET-KEY-1. 'codeb backup key' on the old machine prints it."
    head=$(head -c 21 "$file" | tr -d '\0')
    [[ $head == age-encryption.org/v1 ]] || die "$file is not a backup of CodeB: it is not encrypted as one. Nothing was changed."
    mkdir "$place"
    if ! age -d -i "$key" -o "$SCRATCH/backup.tar.gz" "$file" 2>"$SCRATCH/age"; then
        ! grep -qi 'no space' "$SCRATCH/age" || die "There is no room in ${SCRATCH%/*} to open $file. Make room there, or name another place: CODEB_SCRATCH=DIR"
        ! grep -qi 'no identity matched' "$SCRATCH/age" || die "$key is not the key of $file. It opens with the key of the machine that made it: --key FILE"
        die "$file is damaged or was cut off: it cannot be decrypted to its end. Take another backup: ls $BACKUP_FOLDER"
    fi
    tar -tvzf "$SCRATCH/backup.tar.gz" 2>/dev/null | awk '$1 !~ /^[d-]/ { exit 1 }' ||
        die "$file is not a backup of CodeB: it holds something else than files and folders."
    tar -xzf "$SCRATCH/backup.tar.gz" --no-same-owner -C "$place" 2>"$SCRATCH/tar" || {
        ! grep -qi 'no space' "$SCRATCH/tar" || die "There is no room in ${SCRATCH%/*} to open $file. Make room there, or name another place: CODEB_SCRATCH=DIR"
        die "$file is not a backup of CodeB: what is in it cannot be unpacked."
    }
    rm -f "$SCRATCH/backup.tar.gz"
    MANIFEST=$place/manifest.json
    jq -e '.kind == "codeb-backup"' "$MANIFEST" >/dev/null 2>&1 || die "$file is not a backup of CodeB: it has no manifest."
    jq -e --argjson format "$BACKUP_FORMAT" '.format <= $format' "$MANIFEST" >/dev/null ||
        die "$file is of a newer CodeB ($(of_manifest .codeb)), in a form that this one does not know. Install that version first."
    check_files "$file" "$place"
    check_contents "$file" "$place"
}

# secret_name SETTING: the name of its file in a backup.
secret_name() { printf '%s' "${1//[^A-Za-z0-9._-]/_}"; }

of_manifest() { jq -r "$1" "$MANIFEST"; }

# check_files: exactly the files of the manifest, each as it was.
check_files() {
    local file=$1 place=$2 wrong
    (cd "$place" && find . -type f ! -path ./manifest.json -printf '%P\n' | LC_ALL=C sort) >"$SCRATCH/found"
    of_manifest '.files[].path' | LC_ALL=C sort >"$SCRATCH/listed"
    wrong=$(comm -3 "$SCRATCH/found" "$SCRATCH/listed" | tr -d '\t' | sed -n 1p)
    [[ -z $wrong ]] || die "$file was changed: $wrong is in it and not in its manifest, or the other way round."
    of_manifest '.files[] | "\(.sha256)  \(.path)"' >"$SCRATCH/sums"
    wrong=$(cd "$place" && sha256sum --quiet --strict -c "$SCRATCH/sums" 2>/dev/null | head -n 1) || true
    [[ -z $wrong ]] || die "$file was changed: ${wrong%%: *} is not as its manifest says."
}

# check_contents: what the services and the databases would read of it can be read.
check_contents() {
    local file=$1 place=$2 one
    while IFS= read -r -d '' one; do
        jq -e . "$one" >/dev/null 2>&1 || die "$file cannot be used: ${one#"$place/"} in it is no JSON."
    done < <(find "$place/registry" -name .versions -prune -o -name '*.json*' ! -name '*.damaged-*' -type f -print0)
    jq -e '(.projects | type == "object") and (.ports.allocated | type == "object")' "$place/registry/ssot.json" >/dev/null 2>&1 ||
        [[ ! -e $place/registry/ssot.json ]] || die "$file cannot be used: registry/ssot.json in it lacks projects or ports."
    for one in "$place"/registry/slots/*.json; do
        jq -e '.projectName and .environment and (.blue | type == "object") and (.green | type == "object")' "$one" >/dev/null ||
            die "$file cannot be used: ${one#"$place/"} in it is no slot file."
    done
    for one in "$place"/databases/*.dump; do
        need_program pg_restore postgresql-client
        pg_restore --list "$one" >/dev/null 2>"$SCRATCH/dump" || die "$file cannot be used: pg_restore cannot read ${one#"$place/"} in it ($(tail -n 1 "$SCRATCH/dump"))."
    done
}

# told_backup: what is in the opened backup, as text or JSON.
told_backup() {
    if [[ $JSON == yes ]]; then
        jq '{whole: true} + del(.files) + {files: (.files | length), bytes: ([.files[].size] | add)}' "$MANIFEST"
    else
        jq -r '"of \(.at), CodeB \(.codeb), machine \(.host) (\(.address)), base domain \(.baseDomain)",
            "\([.slots[] | "\(.project) \(.environment)"] | unique | length) environments, \(.files | length) files, \([.files[].size] | add) bytes",
            (.slots[] | "  \(.project) (\(.environment)) \(.slot): \(.version) \(.state)  \(.image // "") \(.digest // "")"),
            (if .withDatabases then "databases: " + (if .databases == [] then "none" else (.databases | join(", ")) end) + "; Redis numbers: " + (if .redis == [] then "none" else ([.redis[] | tostring] | join(", ")) end)
             else "without databases" end),
            (.left[] | "left out: \(.)")' "$MANIFEST"
    fi
}
