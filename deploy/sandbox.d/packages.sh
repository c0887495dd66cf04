# Debian packages: only what is missing, and no server of theirs is started.
# shellcheck shell=bash

PACKAGES=(ca-certificates curl jq openssl iproute2 iptables procps openssh-server openssh-client caddy pdns-server
    pdns-backend-sqlite3 sqlite3 redis-server postgresql docker-registry apache2-utils busybox-static bind9-dnsutils)

has_package() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

missing_packages() {
    local package
    for package in "${PACKAGES[@]}"; do
        has_package "$package" || printf '%s\n' "$package"
    done
    command -v node >/dev/null || echo nodejs
    command -v dockerd >/dev/null || { ! in_own_network && docker_answers_elsewhere; } || echo docker.io
}

install_packages() {
    local missing
    mapfile -t missing < <(missing_packages)
    if ((${#missing[@]} > 0)); then
        command -v apt-get >/dev/null || die "These Debian packages are missing, and there is no apt-get here: ${missing[*]}."
        say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
        apt_install "${missing[@]}"
        not_at_boot "${missing[@]}"
    fi
    command -v docker >/dev/null || apt_install docker-cli
}

# The tests run other people's programs: the official MCP client, Node's dotenv, shellcheck, age for backups.
install_test_packages() {
    local missing=()
    command -v npm >/dev/null || missing+=(npm)
    command -v shellcheck >/dev/null || missing+=(shellcheck)
    command -v age >/dev/null || missing+=(age)
    ((${#missing[@]} > 0)) || return 0
    say "Installing ${missing[*]}, for the tests"
    apt_install "${missing[@]}"
}

# What we installed for the sandbox does not start by itself at the next boot either.
not_at_boot() {
    local package unit
    local -A units=([caddy]=caddy.service [openssh-server]=ssh.service [redis-server]=redis-server.service
        [postgresql]=postgresql.service [pdns-server]=pdns.service [docker-registry]=docker-registry.service
        [docker.io]="docker.service docker.socket containerd.service")
    command -v systemctl >/dev/null || return 0
    for package in "$@"; do
        for unit in ${units[$package]:-}; do systemctl --quiet disable "$unit" 2>/dev/null || true; done
    done
}

# Two files keep Debian's servers from starting. They carry a mark, so that those of an interrupted run go with the next one.
APT_MARK='# Made by deploy/sandbox while it installs packages.'
APT_FILES=(/usr/sbin/policy-rc.d /etc/postgresql-common/createcluster.conf)

unlay_apt_files() {
    local file
    for file in "${APT_FILES[@]}"; do
        if grep -qsF "$APT_MARK" "$file"; then rm -f "$file"; fi
    done
}

lay_apt_files() {
    unlay_apt_files
    if [[ ! -e ${APT_FILES[0]} ]]; then
        printf '#!/bin/sh\n%s\nexit 101\n' "$APT_MARK" >"${APT_FILES[0]}"
        chmod 0755 "${APT_FILES[0]}"
    fi
    if [[ ! -e ${APT_FILES[1]} ]] && ! has_package postgresql-common; then
        mkdir -p "${APT_FILES[1]%/*}"
        printf '%s\ncreate_main_cluster = false\n' "$APT_MARK" >"${APT_FILES[1]}"
    fi
}

apt_install() (
    trap unlay_apt_files EXIT
    trap 'exit 130' INT TERM HUP
    lay_apt_files
    log=$LOG_DIR/packages.log
    install=(apt-get -y -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold install --no-install-recommends "$@")
    export DEBIAN_FRONTEND=noninteractive
    if ! "${install[@]}" >>"$log" 2>&1; then
        # One that was interrupted wants to be finished first.
        dpkg --force-confold --configure -a >>"$log" 2>&1 || true
        apt-get -qq update >>"$log" 2>&1 || true
        if ! "${install[@]}" >>"$log" 2>&1; then
            tail -n 15 "$log" >&2
            die "apt-get could not install: $*. The whole log is $log."
        fi
    fi
)
