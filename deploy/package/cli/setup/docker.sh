# Docker: the engine that is there, or Debian's. Its configuration is its owner's.
# shellcheck shell=bash

look_docker() {
    was_missing docker.io && return
    if ! is_active docker; then
        change "starts Docker, and at each boot"
    elif ! timeout 20 docker info >/dev/null 2>&1; then
        problem "Docker runs, but does not answer: docker info. See: journalctl -u docker"
    fi
    [[ $(timeout 20 docker info --format '{{.LiveRestoreEnabled}}' 2>/dev/null) == true ]] ||
        hint 'Docker ends all containers when it is restarted or upgraded. {"live-restore": true} in /etc/docker/daemon.json keeps them running; setup leaves that file to you.'
}

do_docker() {
    ensure_running docker.service Docker
    wait_until 30 timeout 20 docker info >/dev/null 2>&1 || die "Docker does not answer. See: journalctl -u docker"
}
