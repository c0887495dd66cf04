# Tests kill and restart their Docker Engine. Where somebody else's is at work, they get a sandbox of their own in a network
# namespace of its own: a second engine in the same one would flush the first one's packet filter.
# shellcheck shell=bash

in_own_network() { [[ ${CODEB_SANDBOX_NETWORK:-} == own ]]; }
needs_own_network() { ! in_own_network && ! docker_is_ours && docker_answers_elsewhere; }

# test_in_own_network CLASS...
test_in_own_network() {
    OWN_HOME=$SANDBOX_HOME-tests
    choose_own_network
    say "A Docker Engine runs here already, and the tests restart theirs: they get a sandbox of their own in $OWN_HOME, in a network of its own."
    run_in_own_network test "$@"
}

run_in_own_network() (
    ended=0
    trap 'leave_own_network' EXIT
    trap 'exit 130' INT TERM HUP
    enter_own_network
    in_there "$SANDBOX_SOURCE/sandbox" "$@" || ended=$?
    exit "$ended"
)

in_there() {
    nsenter "--net=/run/netns/$OWN_NET" env -u DOCKER_HOST CODEB_SANDBOX_NETWORK=own "CODEB_SANDBOX_HOME=$OWN_HOME" "JAVA_HOME=$JDK_HOME" "$@"
}

choose_own_network() {
    local n
    for n in {0..49}; do
        OWN_NET=codeb-tests$n OWN_CABLE=codeb-te$n OWN_RANGE=10.97.$n.0/24 OWN_OUTSIDE=10.97.$n.1 OWN_INSIDE=10.97.$n.2
        if [[ ! -e /run/netns/$OWN_NET ]] && ! has_device "$OWN_CABLE" && [[ -z $(ip -4 route show table all root "$OWN_RANGE") ]]; then return; fi
    done
    die "No free network among 10.97.0.0/24 to 10.97.49.0/24 for the tests."
}

enter_own_network() {
    ip netns add "$OWN_NET"
    ip link add "$OWN_CABLE" type veth peer name eth0 netns "$OWN_NET"
    ip addr add "$OWN_OUTSIDE/24" dev "$OWN_CABLE"
    ip link set "$OWN_CABLE" up
    nsenter "--net=/run/netns/$OWN_NET" sh -ec "
        ip link set lo up
        ip addr add $OWN_INSIDE/24 dev eth0
        ip link set eth0 up
        ip route add default via $OWN_OUTSIDE"
    own_way_out -I
}

# For Maven and npm; Docker's own policy would drop it.
own_way_out() {
    iptables -w 10 "$1" FORWARD -i "$OWN_CABLE" -j ACCEPT
    iptables -w 10 "$1" FORWARD -o "$OWN_CABLE" -j ACCEPT
    iptables -w 10 -t nat "$1" POSTROUTING -s "$OWN_RANGE" ! -o "$OWN_CABLE" -j MASQUERADE
}

leave_own_network() {
    set +e
    trap - EXIT ERR INT TERM HUP
    [[ ! -f $OWN_HOME/chosen ]] || in_there "$SANDBOX_SOURCE/sandbox" down
    for pid in $(ip netns pids "$OWN_NET" 2>/dev/null); do kill -s KILL "$pid" 2>/dev/null; done
    own_way_out -D
    ip link del "$OWN_CABLE"
    ip netns del "$OWN_NET"
} 2>/dev/null
