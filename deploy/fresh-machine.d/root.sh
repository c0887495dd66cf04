# The disk of the machine: bootstrapped once from Debian, copied for each run.
# shellcheck shell=bash disable=SC2034

FRESH_DIR=$SANDBOX_HOME/fresh-machine
FRESH_PACKAGES=(debootstrap systemd-container iptables iproute2 util-linux git busybox-static)
BASE_PACKAGES=systemd,systemd-sysv,dbus,udev,iproute2,ca-certificates

release_of() { case $1 in debian12) echo bookworm ;; debian13) echo trixie ;; esac; }

# Several may be at work at once, each in a place of its own below FRESH_DIR: 1 to PLACES.
PLACES=4

# alone WHAT COMMAND...: what two at once must not do.
alone() {
    local lock
    exec {lock}>"$FRESH_DIR/$1.lock"
    flock -w 1800 "$lock" || die "Another fresh machine has kept $FRESH_DIR/$1.lock for half an hour. Look what it waits for, or end it."
    "${@:2}"
    exec {lock}>&-
}

# The mirror that this machine uses, if it is a Debian; else the usual one.
debian_mirror() {
    local found
    found=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources} 2>/dev/null |
        sed -nE 's#^(URIs:|deb) *(\[[^]]*\] *)?(https?://[^ ]*/debian)/?( .*)?$#\3#p' | head -n 1) || true
    printf '%s' "${CODEB_FRESH_MACHINE_MIRROR:-${found:-http://deb.debian.org/debian}}"
}

prepare_fresh() {
    prepare_home
    mkdir -p "$FRESH_DIR"
    alone packages install_fresh_packages
    alone places take_place
    trap 'finish' EXIT
    trap 'exit 130' INT TERM HUP
    check_room 6000 "A fresh machine"
}

install_fresh_packages() {
    local package missing=()
    for package in "${FRESH_PACKAGES[@]}"; do has_package "$package" || missing+=("$package"); done
    if ((${#missing[@]} > 0)); then
        say "Installing, to boot a machine: ${missing[*]}"
        apt_install "${missing[@]}"
    fi
}

# The first free place; from the other free ones goes what a killed fresh-machine left there.
take_place() {
    local n lock mine=''
    for ((n = PLACES; n >= 1; n--)); do
        exec {lock}>"$FRESH_DIR/place-$n.lock"
        if flock -n "$lock"; then
            forget_old_machines "$n"
            [[ -z $mine ]] || exec {mine}>&-
            mine=$lock
        else
            exec {lock}>&-
        fi
    done
    [[ -n $mine ]] || die "$PLACES fresh machines are at work already. Begin when one of them has ended."
}

base_root() { printf '%s/%s' "$FRESH_DIR" "$SYSTEM"; }
make_root() {
    alone bootstrap make_base
    rm -rf --one-file-system "$ROOT"
    mkdir -p "${ROOT%/*}"
    cp -a --reflink=auto "$(base_root)" "$ROOT"
}

make_base() {
    local base release log
    base=$(base_root)
    release=$(release_of "$SYSTEM")
    log=$LOG_DIR/fresh-machine-bootstrap.log
    if [[ ! -d $base ]]; then
        say "Bootstrapping $SYSTEM ($release) from $(debian_mirror), once"
        rm -rf --one-file-system "$base.new"
        timeout -k 10 900 debootstrap --variant=minbase --include="$BASE_PACKAGES" "$release" "$base.new" "$(debian_mirror)" >"$log" 2>&1 || {
            tail -n 10 "$log" >&2
            die "debootstrap could not make $SYSTEM; the whole log is $log."
        }
        debian_sources "$release" >"$base.new/etc/apt/sources.list"
        mv "$base.new" "$base"
    fi
}

debian_sources() {
    local mirror
    mirror=$(debian_mirror)
    printf 'deb %s %s main\ndeb %s %s-updates main\ndeb %s-security %s-security main\n' "$mirror" "$1" "$mirror" "$1" "$mirror" "$1"
}
