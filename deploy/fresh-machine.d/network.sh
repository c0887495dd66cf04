# One cable between this machine and each fresh one, and the way out for it; fresh ones meet each other under their own addresses.
# All of it is taken away afterwards.
# shellcheck shell=bash disable=SC2034

# The last number of the machine's address: a second machine gets another one.
MACHINE_HOST=2

fresh_network() {
    local n first=$(((PLACE - 1) * 10))
    for ((n = first; n < first + 10; n++)); do
        MACHINE=fresh$n
        MACHINE_CABLE=ve-fresh$n
        MACHINE_NET=10.97.$n.0/24
        OUTSIDE=10.97.$n.1
        INSIDE=10.97.$n.$MACHINE_HOST
        [[ -z $(ip link show "$MACHINE_CABLE" 2>/dev/null) && -z $(ip -4 route show table all root "$MACHINE_NET") ]] && return
    done
    die "No free network among 10.97.$first.0/24 to 10.97.$((n - 1)).0/24."
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
    alone network open_the_way_out
}

way_out() {
    iptables -w 10 "$1" FORWARD -i "$MACHINE_CABLE" -j ACCEPT
    iptables -w 10 "$1" FORWARD -o "$MACHINE_CABLE" -j ACCEPT
    iptables -w 10 -t nat "$1" POSTROUTING -s "$MACHINE_NET" ! -d 10.97.0.0/16 -j MASQUERADE
}

# Whether this machine forwarded before the first of ours.
forwarded_before() {
    local other
    for other in "$FRESH_DIR"/way-out*; do
        cut -d' ' -f3 "$other"
        return
    done
    cat /proc/sys/net/ipv4/ip_forward
}

open_the_way_out() {
    FORWARDED=$(forwarded_before)
    printf '%s %s %s\n' "$MACHINE_CABLE" "$MACHINE_NET" "$FORWARDED" >"$WAY_OUT"
    echo 1 >/proc/sys/net/ipv4/ip_forward
    way_out -I
}

close_the_way_out() { [[ ! -f $WAY_OUT ]] || alone network take_the_way_out_away; }

take_the_way_out_away() {
    read -r MACHINE_CABLE MACHINE_NET FORWARDED <"$WAY_OUT"
    while way_out -D 2>/dev/null; do :; done
    rm -f "$WAY_OUT"
    ip link del "$MACHINE_CABLE" 2>/dev/null || true
    [[ $FORWARDED != 0 ]] || somebody_forwards || echo 0 >/proc/sys/net/ipv4/ip_forward
}

# Another machine of ours, or who came meanwhile: Docker, another sandbox.
somebody_forwards() {
    [[ -f /run/codeb-sandbox.firewall || -n $(compgen -G "$FRESH_DIR/way-out*") ]] || iptables -nL DOCKER >/dev/null 2>&1
}
