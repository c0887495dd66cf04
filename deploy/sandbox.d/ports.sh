# Ports: the usual one when it is free, else the next free one; remembered from then on.
# shellcheck shell=bash

port_is_free() {
    ! ss -Hltn "sport = :$1" | awk '{print $4}' | grep -E '^(127\.0\.0\.1|0\.0\.0\.0|\*|\[::\]|\[::ffff:127\.0\.0\.1\])[:%]' >/dev/null
}

# Does PART itself listen on the port, and not somebody who was there before?
listens() {
    local pid
    pid=$(pid_of "$1") && [[ $(ss -Hltnp "sport = :$2") == *"pid=$pid,"* ]]
}

port_of() { recall "port.$1"; }

# choose_port NAME PART FIRST [STEP]: NAME's port is free or PART is already there.
choose_port() {
    local name=$1 part=$2 port=$3 step=${4:-1} old
    old=$(port_of "$name")
    if [[ -n $old ]] && { is_running "$part" || port_is_free "$old"; }; then return; fi
    until port_is_free "$port" && ! port_is_remembered "$port"; do port=$((port + step)); done
    [[ $port == "$3" ]] || say "Port $3 is taken: $name uses $port."
    remember "port.$name" "$port"
}

port_is_remembered() { [[ -f $CHOSEN_FILE ]] && grep -q "^port\.[a-z-]*=$1\$" "$CHOSEN_FILE"; }

choose_caddy_ports() {
    local http https
    http=$(port_of caddy-http) https=$(port_of caddy-https)
    if [[ -n $http ]] && { is_running caddy || { port_is_free "$http" && port_is_free "$https"; }; }; then return; fi
    http=80 https=443
    if ! { port_is_free 80 && port_is_free 443; }; then
        http=18080 https=18443
        until port_is_free "$http" && port_is_free "$https"; do http=$((http + 1)) https=$((https + 1)); done
        say "Ports 80 and 443 are taken on $APP_HOST: Caddy uses $http and $https."
    fi
    remember port.caddy-http "$http"
    remember port.caddy-https "$https"
}

choose_server_ports() {
    choose_caddy_ports
    choose_port ci-issuer caddy 9180
    choose_port acme acme 9190
    choose_port sshd sshd 2222
    choose_port image-registry image-registry 5000
    choose_port private-registry private-registry 5001
}

choose_service_ports() {
    choose_port gateway gateway 9101 10
    choose_port registry registry 9102 10
    choose_port provisioner provisioner 9103 10
    choose_port deployer deployer 9104 10
}
