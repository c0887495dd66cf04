# The Storage Server is a network namespace, joined to this host by one cable; Docker gets a bridge of its own.
# Names and addresses carry one number, so that two sandboxes can live side by side.
# shellcheck shell=bash disable=SC2034

NETWORK_MARK=$RUN_DIR/network

name_network() {
    local n=$1
    NETNS=codeb-storage$([[ $n == 0 ]] || echo "-$n")
    CABLE=codeb-st$n
    BRIDGE=codeb$n
    STORAGE_NET=10.98.$n.0/24
    STORAGE_HOST=10.98.$n.2
    HOST_SIDE=10.98.$n.1
    BRIDGE_NET=10.99.$n.0/24
    BRIDGE_ADDRESS=10.99.$n.1
    # Of the application containers; Docker makes it.
    APPS_BRIDGE=codeb-apps$n
    APPS_NET=10.$((100 + n)).0.0/20
}

network_is_ours() { [[ -f $NETWORK_MARK && $(<"$NETWORK_MARK") == "$BOOT_ID" ]]; }

# Not /sys/class/net: it shows the network that was there when /sys was mounted.
has_device() { ip link show "$1" >/dev/null 2>&1; }

network_is_free() {
    [[ ! -e /run/netns/$NETNS ]] && ! has_device "$CABLE" && ! has_device "$BRIDGE" &&
        [[ -z $(ip -4 route show table all root "$STORAGE_NET") && -z $(ip -4 route show table all root "$BRIDGE_NET") ]]
}

# A Docker Engine that is not ours keeps the network of a sandbox that is down.
apps_network_is_free() { [[ ! -e /sys/class/net/$APPS_BRIDGE && -z $(ip -4 route show table all root "$APPS_NET") ]]; }

choose_network() {
    local n
    n=$(recall network)
    name_network "${n:-0}"
    if [[ -n $n ]] && { network_is_ours || network_is_free; }; then return; fi
    for n in {0..49}; do
        name_network "$n"
        if network_is_free && apps_network_is_free; then
            remember network "$n"
            return
        fi
    done
    die "No free pair of networks among 10.98.0.0/24 to 10.98.49.0/24 and 10.99.0.0/24 to 10.99.49.0/24."
}

network_up() {
    choose_network
    echo "$BOOT_ID" >"$NETWORK_MARK"
    if [[ -e /run/netns/$NETNS ]] && ! inside true 2>/dev/null; then ip netns del "$NETNS" || rm -f "/run/netns/$NETNS"; fi
    if [[ ! -e /run/netns/$NETNS ]]; then ip netns add "$NETNS"; fi
    if ! cable_is_whole; then
        ip link del "$CABLE" 2>/dev/null || true
        ip link add "$CABLE" type veth peer name eth0 netns "$NETNS"
        ip addr add "$HOST_SIDE/24" dev "$CABLE"
        ip link set "$CABLE" up
        inside ip addr add "$STORAGE_HOST/24" dev eth0
        inside ip link set lo up
        inside ip link set eth0 up
        inside ip route add default via "$HOST_SIDE"
    fi
}

# The default route is laid last.
cable_is_whole() { has_device "$CABLE" && [[ -n $(inside ip -4 route show default) ]]; }

# Not `ip -n` or `ip netns exec`: both remount, which a chroot or a container may refuse.
inside() { nsenter "--net=/run/netns/$NETNS" "$@"; }

bridge_up() {
    ! has_device "$BRIDGE" || return 0
    ip link add "$BRIDGE" type bridge
    ip addr add "$BRIDGE_ADDRESS/24" dev "$BRIDGE"
    ip link set "$BRIDGE" up
}

# Ends what still runs in the namespace (sessions of its sshd, say) and takes all of it away.
network_down() {
    network_is_ours || return 0
    local pid
    if [[ -e /run/netns/$NETNS ]]; then
        for pid in $(ip netns pids "$NETNS"); do kill -s KILL "$pid" 2>/dev/null || true; done
        ip netns del "$NETNS"
    fi
    ip link del "$CABLE" 2>/dev/null || true
    ip link del "$BRIDGE" 2>/dev/null || true
    ! docker_is_ours || ip link del "$APPS_BRIDGE" 2>/dev/null || true
    rm -f "$NETWORK_MARK"
}

# A reload of Caddy drops waiting connections without this switch; it goes back to what it was.
reload_keeps_connections() {
    local file=/proc/sys/net/ipv4/tcp_migrate_req
    [[ -w $file && $(<"$file") == 0 ]] || return 0
    echo 1 >"$file" && touch "$RUN_DIR/tcp-migrate"
}

reload_as_before() {
    [[ -f $RUN_DIR/tcp-migrate ]] || return 0
    echo 0 >/proc/sys/net/ipv4/tcp_migrate_req || true
    rm -f "$RUN_DIR/tcp-migrate"
}

