# The machine itself: the system, its clock, its disk; and the Debian packages.
# shellcheck shell=bash

look_machine() {
    local id version free synchronised
    [[ -d /run/systemd/system ]] || problem "systemd does not run here; CodeB's services are its units."
    id=$(sed -n 's/^ID=//p' /etc/os-release)
    version=$(sed -n 's/^VERSION_ID="\?\([0-9.]*\).*/\1/p' /etc/os-release)
    case $id-$version in
    debian-12 | debian-13) ;;
    *) hint "CodeB was tried on Debian 12 and 13; this is $id $version." ;;
    esac
    free=$(df -Pm /var | awk 'NR == 2 { print $4 }')
    ((free >= 2000)) || problem "Only $free MB are free in /var; images and databases need 2,000 at least."
    synchronised=$(timedatectl show -p NTPSynchronized --value 2>/dev/null || true)
    [[ $synchronised != no ]] || hint "The clock is not synchronised (timedatectl): certificates and CI tokens need a right one. Install systemd-timesyncd or chrony."
    has_address "$ADDRESS" ||
        hint "No network device here has the address $ADDRESS. That is right only behind a NAT that passes ports 80, 443 and 53 on."
}
do_machine() { :; }

APP_PACKAGES=(docker.io caddy openssh-server)
STORAGE_PACKAGES=(postgresql redis-server pdns-server pdns-backend-sqlite3 sqlite3 openssh-server)

has_step() { [[ " ${STEPS[*]} " == *" $1 "* ]]; }

wanted_packages() {
    ! has_step docker || printf '%s\n' "${APP_PACKAGES[@]}"
    ! has_step postgres || printf '%s\n' "${STORAGE_PACKAGES[@]}"
}

# A server that is there in another way than as Debian's package is used as it is.
missing_packages() {
    local package
    for package in $(wanted_packages | sort -u); do
        case $package in
        docker.io) command -v docker >/dev/null && continue ;;
        caddy) command -v caddy >/dev/null && continue ;;
        esac
        has_package "$package" || printf '%s\n' "$package"
    done
}

look_packages() {
    local missing
    mapfile -t missing < <(missing_packages)
    MISSING=" ${missing[*]} "
    ((${#missing[@]} > 0)) || return 0
    if [[ ${ANSWER[install]} == yes ]]; then
        change "installs with apt: ${missing[*]}"
    else
        problem "These packages are missing, and install=no: ${missing[*]}. Install them, or say install=yes."
    fi
    # So what a package would start cannot.
    [[ $MISSING != *" caddy "* ]] || { port_is_for 0.0.0.0 80 caddy; port_is_for 0.0.0.0 443 caddy; }
    [[ $MISSING != *" postgresql "* ]] || port_is_for 127.0.0.1 5432 postgres
    [[ $MISSING != *" redis-server "* ]] || port_is_for 127.0.0.1 6379 redis-server
}

# was_missing PACKAGE: so that its configuration is nobody's yet.
was_missing() { [[ ${MISSING-} == *" $1 "* ]]; }

# Debian's PowerDNS takes port 53 of every address when it is installed, and would not start where something has it: it starts later.
do_packages() {
    local missing policy=/usr/sbin/policy-rc.d
    mapfile -t missing < <(missing_packages)
    ((${#missing[@]} > 0)) || return 0
    export DEBIAN_FRONTEND=noninteractive
    quietly apt-get -qq update || die "apt-get update failed; see $SETUP_LOG."
    if [[ " ${missing[*]} " == *" pdns-server "* && ! -e $policy ]]; then
        # shellcheck disable=SC2016
        printf '#!/bin/sh\n# Made by codeb setup while it installs packages.\n[ "$1" != pdns ] || exit 101\n' | put "$policy" 0755
        at_exit rm -f "$policy"
    fi
    [[ " ${missing[*]} " != *" docker.io "* ]] || ! apt-cache show docker-cli >/dev/null 2>&1 || missing+=(docker-cli)
    quietly timeout -k 10 1200 apt-get -y -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold \
        install --no-install-recommends "${missing[@]}" || die "apt-get could not install ${missing[*]}; see $SETUP_LOG."
    ! grep -qs 'Made by codeb setup' "$policy" || rm -f "$policy"
}
