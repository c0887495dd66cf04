# shellcheck shell=sh
# What several scripts do with markers.

# make_states ROUTES: the directories that a site's link "live" leads to, one for each route. A state holds a file of its first
# slot's name, one of its own name, and "failover" where the other slot stands behind it.
make_states() {
    for state in none blue blue-green green green-blue; do
        mkdir -p "$1/.states/$state"
        for marker in "${state%%-*}" "$state"; do
            [ -e "$1/.states/$state/$marker" ] || : >"$1/.states/$state/$marker"
        done
        case $state in
            *-*) [ -e "$1/.states/$state/failover" ] || : >"$1/.states/$state/failover" ;;
        esac
    done
}

# name_preview ROUTES MARKERS SLOT HOST PORT: has a host name lead to the marker of a slot's preview; that marker opens it. The
# file "known" says that the name is a preview's, open or not.
name_preview() {
    named=$1/.previews/$4
    link=$named/$5-$3
    target=../../$(basename "$2")/preview-$3
    [ "$(readlink "$link" || true)" != "$target" ] || return 0
    mkdir -p "$named"
    rm -f "$named"/*-"$3"
    ln -s "$target" "$link"
    : >"$named/known"
}
