# One cable between this machine and the fresh one, and the way out for it. All of it is taken away afterwards.
# shellcheck shell=bash disable=SC2034

# The last number of the machine's address: a second machine gets another one.
MACHINE_HOST=2

fresh_network() {
    local n
    for n in {0..49}; do
        MACHINE=fresh$n
        MACHINE_CABLE=ve-fresh$n
        MACHINE_NET=10.97.$n.0/24
        OUTSIDE=10.97.$n.1
        INSIDE=10.97.$n.$MACHINE_HOST
        [[ -z $(ip link show "$MACHINE_CABLE" 2>/dev/null) && -z $(ip -4 route show table all root "$MACHINE_NET") ]] && return
    done
    die "No free network among 10.97.0.0/24 to 10.97.49.0/24."
}

plug_in() {
    wait_until 20 ip link show "$MACHINE_CABLE" || die "systemd-nspawn made no $MACHINE_CABLE; see $(log_file "$MACHINE_PART")."
    ip addr replace "$OUTSIDE/24" dev "$MACHINE_CABLE"
    ip link set "$MACHINE_CABLE" up
}

connect_machine() {
    plug_in
    there ip addr replace "$INSIDE/24" dev host0
    there ip link set host0 up
    there ip route replace default via "$OUTSIDE"
    open_the_way_out
}

way_out() {
    iptables -w 10 "$1" FORWARD -i "$MACHINE_CABLE" -j ACCEPT
    iptables -w 10 "$1" FORWARD -o "$MACHINE_CABLE" -j ACCEPT
    iptables -w 10 -t nat "$1" POSTROUTING -s "$MACHINE_NET" ! -o "$MACHINE_CABLE" -j MASQUERADE
}

open_the_way_out() {
    FORWARDED=$(</proc/sys/net/ipv4/ip_forward)
    printf '%s %s %s\n' "$MACHINE_CABLE" "$MACHINE_NET" "$FORWARDED" >"$FRESH_DIR/way-out"
    echo 1 >/proc/sys/net/ipv4/ip_forward
    way_out -I
}

close_the_way_out() {
    [[ -f $FRESH_DIR/way-out ]] || return 0
    read -r MACHINE_CABLE MACHINE_NET FORWARDED <"$FRESH_DIR/way-out"
    while way_out -D 2>/dev/null; do :; done
    # Somebody who needs forwarding may have come meanwhile: Docker, another sandbox.
    [[ $FORWARDED != 0 || -f /run/codeb-sandbox.firewall ]] || iptables -nL DOCKER >/dev/null 2>&1 || echo 0 >/proc/sys/net/ipv4/ip_forward
    ip link del "$MACHINE_CABLE" 2>/dev/null || true
    rm -f "$FRESH_DIR/way-out"
}
