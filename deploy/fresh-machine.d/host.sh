# What the machine takes over from this one: how package registries are reached, and the checkout. Nothing of it is kept.
# shellcheck shell=bash

# Variables of this machine's package clients that hold there, too.
HOST_VARIABLES=(http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY MVNW_REPOURL npm_config_registry)

lay_host_settings() {
    local file
    mkdir -p "$ROOT/root/.m2"
    for file in /usr/local/share/ca-certificates/*.crt; do
        install -D -m 0644 "$file" "$ROOT$file"
    done
    for file in /etc/apt/apt.conf /etc/apt/apt.conf.d/* /etc/apt/auth.conf.d/*; do
        # What a package brought belongs to this machine's packages; what a person laid there says how to reach the mirror.
        [[ ! -f $file || -e $ROOT$file ]] || dpkg -S "$file" >/dev/null 2>&1 || install -D -m 0644 "$file" "$ROOT$file"
    done
    for file in .m2/settings.xml .npmrc; do
        [[ ! -f $HOME/$file ]] || install -m 0600 "$HOME/$file" "$ROOT/root/$file"
    done
    lay_resolver
    # A machine that is thrown away needs no sync of each file that dpkg writes.
    echo force-unsafe-io >"$ROOT/etc/dpkg/dpkg.cfg.d/fresh-machine"
    echo "fresh-$SYSTEM" >"$ROOT/etc/hostname"
    printf '127.0.0.1 localhost\n127.0.1.1 fresh-%s\n' "$SYSTEM" >"$ROOT/etc/hosts"
    chroot "$ROOT" update-ca-certificates >/dev/null 2>&1 || die "update-ca-certificates failed in $ROOT."
    if [[ $MAVEN_REPOSITORY == yes && -d $HOME/.m2/repository ]]; then
        say "Copying ~/.m2/repository"
        cp -a --reflink=auto "$HOME/.m2/repository" "$ROOT/root/.m2/"
    fi
}

# What nspawn leaves to be done at each boot, before Docker starts a container: control groups that can be written, an address.
lay_boot_unit() {
    local unit=$ROOT/etc/systemd/system/fresh-machine.service
    cat >"$unit" <<END
[Unit]
DefaultDependencies=no
Before=network.target sysinit.target
Wants=network.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=bash -c 'for d in /sys/fs/cgroup /sys/fs/cgroup/*; do ! mountpoint -q \$d || mount -o remount,rw,bind \$d; done'
ExecStart=bash -c 'ip addr replace $INSIDE/24 dev host0; ip link set host0 up; ip route replace default via $OUTSIDE'
END
    mkdir -p "$ROOT/etc/systemd/system/sysinit.target.wants"
    ln -sfr "$unit" "$ROOT/etc/systemd/system/sysinit.target.wants/fresh-machine.service"
}

# A resolver on this machine's own loopback is of no use in the other network.
lay_resolver() {
    local file=/etc/resolv.conf
    [[ ! -f /run/systemd/resolve/resolv.conf ]] || file=/run/systemd/resolve/resolv.conf
    rm -f "$ROOT/etc/resolv.conf"
    grep -vE '^nameserver (127\.|::1)' "$file" >"$ROOT/etc/resolv.conf" || true
}

lay_checkout() {
    local git=(git -c safe.directory='*' -c core.hooksPath=/dev/null)
    [[ -z $("${git[@]}" -C "$PROJECT_DIR" status --porcelain 2>/dev/null) ]] || say "Changes that are not committed do not come along."
    "${git[@]}" clone -q --depth 1 "file://$PROJECT_DIR" "$ROOT/root/codeb" ||
        die "The checkout $PROJECT_DIR could not be cloned: is it a git repository?"
}
