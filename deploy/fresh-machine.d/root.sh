# The disk of the machine: bootstrapped once from Debian, copied for each run.
# shellcheck shell=bash disable=SC2034

FRESH_DIR=$SANDBOX_HOME/fresh-machine
FRESH_PACKAGES=(debootstrap systemd-container iptables iproute2 util-linux git busybox-static)
BASE_PACKAGES=systemd,systemd-sysv,dbus,udev,iproute2,ca-certificates

release_of() { case $1 in debian12) echo bookworm ;; debian13) echo trixie ;; esac; }

# The mirror that this machine uses, if it is a Debian; else the usual one.
debian_mirror() {
    local found
    found=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources} 2>/dev/null |
        sed -nE 's#^(URIs:|deb) *(\[[^]]*\] *)?(https?://[^ ]*/debian)/?( .*)?$#\3#p' | head -n 1) || true
    printf '%s' "${CODEB_FRESH_MACHINE_MIRROR:-${found:-http://deb.debian.org/debian}}"
}

prepare_fresh() {
    local package missing=()
    prepare_home
    mkdir -p "$FRESH_DIR"
    exec {FRESH_LOCK}>"$FRESH_DIR/lock"
    flock -n "$FRESH_LOCK" || {
        say "Another fresh machine is at work; waiting for it."
        flock -w 7200 "$FRESH_LOCK" || die "Another fresh machine is still at work after two hours."
    }
    for package in "${FRESH_PACKAGES[@]}"; do has_package "$package" || missing+=("$package"); done
    if ((${#missing[@]} > 0)); then
        say "Installing, to boot a machine: ${missing[*]}"
        apt_install "${missing[@]}"
    fi
    forget_old_machines
    check_room 6000 "A fresh machine"
}

base_root() { printf '%s/%s' "$FRESH_DIR" "$SYSTEM"; }
make_root() {
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
    rm -rf --one-file-system "$ROOT"
    cp -a --reflink=auto "$base" "$ROOT"
}

debian_sources() {
    local mirror
    mirror=$(debian_mirror)
    printf 'deb %s %s main\ndeb %s %s-updates main\ndeb %s-security %s-security main\n' "$mirror" "$1" "$mirror" "$1" "$mirror" "$1"
}
