# What our own dockerd adds to the packet filter goes away with it; the host is left as it was.
# shellcheck shell=bash

FIREWALL_MARK=$RUN_DIR/firewall

remember_firewall() {
    [[ ! -f $FIREWALL_MARK ]] || return 0
    {
        printf 'forward=%s\n' "$(cat /proc/sys/net/ipv4/ip_forward)"
        printf 'policy=%s\n' "$(iptables -S FORWARD 2>/dev/null | sed -n 's/^-P FORWARD //p')"
        printf 'docker=%s\n' "$(iptables -nL DOCKER >/dev/null 2>&1 && echo yes || echo no)"
    } >"$FIREWALL_MARK"
}

firewall_as_before() {
    [[ -f $FIREWALL_MARK ]] || return 0
    local forward policy docker
    forward=$(sed -n 's/^forward=//p' "$FIREWALL_MARK")
    policy=$(sed -n 's/^policy=//p' "$FIREWALL_MARK")
    docker=$(sed -n 's/^docker=//p' "$FIREWALL_MARK")
    remove_rules filter "$BRIDGE( |\$)"
    remove_rules nat "$BRIDGE( |\$)|${BRIDGE_NET//./\\.}"
    if [[ $docker == no ]]; then
        remove_rules filter '^-A [A-Z0-9-]+ .*-j DOCKER|^-A DOCKER'
        remove_rules nat '^-A [A-Z0-9-]+ .*-j DOCKER|^-A DOCKER'
        remove_chains filter
        remove_chains nat
        [[ -z $policy ]] || iptables -P FORWARD "$policy"
        echo "$forward" >/proc/sys/net/ipv4/ip_forward
    fi
    rm -f "$FIREWALL_MARK"
}

remove_rules() {
    local rule
    iptables-save -t "$1" 2>/dev/null | grep -E '^-A ' | grep -E -- "$2" | while read -r rule; do
        # The rule is iptables' own text; its words carry no quotes, for Docker's rules have no comments.
        # shellcheck disable=SC2086
        iptables -t "$1" -D ${rule#-A } 2>/dev/null || true
    done || true
}

remove_chains() {
    local chain
    for chain in $(iptables -t "$1" -S 2>/dev/null | sed -n 's/^-N \(DOCKER[A-Z0-9-]*\)$/\1/p'); do
        iptables -t "$1" -F "$chain" 2>/dev/null || true
        iptables -t "$1" -X "$chain" 2>/dev/null || true
    done
}
