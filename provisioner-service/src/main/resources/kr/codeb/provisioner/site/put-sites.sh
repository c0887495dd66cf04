# shellcheck shell=sh
# Has Caddy load changed sites, all of them or none, and then puts their files in place.
# Behind markers.sh. Arguments: folder of all markers, folder of the sites, Caddyfile, words that adapt a Caddyfile, words that
# load a configuration; a file's name is appended to both.
# Input, a line for each of at most seven sites: name of its file, SHA-256 of its text (or "absent"), its text in Base64 (or
# "-"), file of its fence and number of its hold (or "-" twice, when whoever called has it already).
# Output: the names that were dealt with; one is left out whose hold is lost or whose fence is busy.
# Exits: CADDY_REFUSED (204), CADDY_SILENT (205), NOT_IMPORTED (206), each with the reason and nothing changed.
#
# A private copy of the whole configuration is adapted, and Caddy is given the result. So only what a running Caddy has taken
# gets into the folder that it reads when it starts. The mark .reload says that Caddy and the folder may differ: the next run
# loads again, even if it changes nothing. A site goes away also when Caddy cannot hear of it now.
set -eu
umask 022
routes=$1 sites=$2 caddyfile=$3 adapt=$4 reload=$5
mkdir -p "$routes" "$sites"
exec 8>"$routes/.lock"
flock -w 10 8 || { echo 'another change of sites is at work' >&2; exit 205; } # CADDY_SILENT
rm -rf "$routes"/.check.*
work=$(mktemp -d "$routes/.check.XXXXXX")
trap 'rm -rf "$work"' EXIT
make_states "$routes"

copy=$work/$(basename "$sites")
mkdir "$copy" "$work/new"
find "$sites" -maxdepth 1 ! -type d -name '*.caddy' -exec cp -t "$copy" {} +
# What becomes part of a path is a plain name, and a fence is one of the registry's.
awk -v folder="$work/new" '
    NF != 5 || $1 !~ /^[a-z_][a-z0-9-]*\.caddy$/ { exit 1 }
    $4 != "-" && ($4 !~ /^\/.*\/registry\/fences\/[a-z0-9-]+$/ || $4 ~ /\/\.\.?\//) { exit 1 }
    { print $3 > (folder "/" $1 ".base64"); print $1, $2, $4, $5 }' >"$work/wanted" ||
    { echo 'its input is not as CodeB writes it' >&2; exit 1; }
: >"$work/changed"
only_removals=yes
lock=2
while read -r name hash fence number; do
    if [ "$fence" != - ]; then
        lock=$((lock + 1))
        [ -e "$fence" ] || continue
        eval "exec $lock<\"\$fence\""
        flock -s -w 1 $lock || continue
        read -r lives <"$fence" || continue
        [ "$lives" = "$number" ] || continue
    fi
    echo "$name"
    if [ "$hash" = absent ]; then
        [ -e "$sites/$name" ] || continue
        rm "$copy/$name"
    else
        base64 -d <"$work/new/$name.base64" >"$work/new/$name"
        [ "$(sha256sum <"$work/new/$name")" = "$hash  -" ] || { echo "$name did not arrive whole" >&2; exit 1; }
        # Whoever loads it is root, who may read every file: a site imports only what has a plain name.
        ! grep -v '^[[:space:]]*import [a-z][a-z0-9-]*$' "$work/new/$name" | grep -Eq '(^|[^A-Za-z0-9_./-])import([^A-Za-z0-9_.-]|$)' ||
            { echo "$name imports a file" >&2; exit 1; }
        [ "$name" = _codeb.caddy ] || only_removals=
        ! cmp -s "$work/new/$name" "$sites/$name" || continue
        cp "$work/new/$name" "$copy/$name"
    fi
    echo "$name $hash" >>"$work/changed"
done <"$work/wanted"
[ -s "$work/changed" ] || [ -e "$routes/.reload" ] || exit 0

place() {
    while read -r name hash; do
        if [ "$hash" = absent ]; then
            rm -f "$sites/$name"
        else
            cp "$work/new/$name" "$sites/.$name.new"
            chmod 0644 "$sites/.$name.new"
            sync "$sites/.$name.new"
            mv -fT "$sites/.$name.new" "$sites/$name"
        fi
    done <"$work/changed"
    sync "$sites"
}
give_up() {
    if [ -n "$only_removals" ]; then
        : >"$routes/.reload"
        sed -i '/ absent$/!d' "$work/changed"
        place
        exit 0
    fi
    cat "$work/said" >&2
    exit "$1"
}

sed "s|$sites/|$copy/|g" "$caddyfile" >"$work/Caddyfile"
grep -Eq "^[[:space:]]*import[[:space:]]+($copy|$(basename "$sites"))/" "$work/Caddyfile" || {
    echo "$caddyfile does not import $sites/*.caddy" >"$work/said"
    give_up 206
}
sh -c "$adapt \"\$1\"" sh "$work/Caddyfile" >"$work/config.json" 2>"$work/said" || give_up 204
: >"$routes/.reload"
tries=0
until sh -c "$reload \"\$1\"" sh "$work/config.json" >"$work/said" 2>&1; do
    tries=$((tries + 1))
    case $(cat "$work/said") in
        *'dial '* | *'connection refused'* | *'connect:'*) [ $tries -lt 10 ] || give_up 205 ;;
        *) give_up 204 ;;
    esac
    sleep 0.5
done
place
rm -f "$routes/.reload"
