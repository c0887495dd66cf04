# What our own dockerd adds to the packet filter goes away with it; the host is left as it was.
# shellcheck shell=bash

# Shared by all sandboxes of this host: the first one notes how it was, the last one puts it back.
FIREWALL_MARK=/run/codeb-sandbox.firewall

was() { sed -n "s/^$1=//p" "$FIREWALL_MARK"; }

# A network of the sandbox's own goes away as a whole.
remember_firewall() {
    ! in_own_network || return 0
    [[ ! -f $FIREWALL_MARK || $(was boot) != "$BOOT_ID" ]] || return 0
    put "$FIREWALL_MARK" <<EOF
boot=$BOOT_ID
forward=$(cat /proc/sys/net/ipv4/ip_forward)
policy=$(iptables -S FORWARD 2>/dev/null | sed -n 's/^-P FORWARD //p')
docker=$(iptables -nL DOCKER >/dev/null 2>&1 && echo yes || echo no)
EOF
}

# The rules that the deployer made: Docker's own about its network stay as long as that does.
isolation_as_before() {
    local chain
    remove_rules filter "-j $APPS_BRIDGE-(forward|input)\$"
    for chain in "$APPS_BRIDGE"-{forward,input}; do
        if iptables -F "$chain" 2>/dev/null; then iptables -X "$chain" || true; fi
    done
    for chain in INPUT FORWARD; do ip6tables -D "$chain" -i "$APPS_BRIDGE" -j DROP 2>/dev/null || true; done
}

firewall_as_before() {
    isolation_as_before
    [[ -f $FIREWALL_MARK ]] && ! in_own_network || return 0
    remove_rules filter "($BRIDGE|$APPS_BRIDGE)( |\$)"
    remove_rules nat "($BRIDGE|$APPS_BRIDGE)( |\$)|${BRIDGE_NET//./\\.}|${APPS_NET//./\\.}"
    if a_dockerd_runs; then return; fi
    if [[ $(was docker) == no ]]; then
        remove_rules filter '^-A [A-Z0-9-]+ .*-j DOCKER|^-A DOCKER'
        remove_rules nat '^-A [A-Z0-9-]+ .*-j DOCKER|^-A DOCKER'
        remove_chains filter
        remove_chains nat
        [[ -z $(was policy) ]] || iptables -P FORWARD "$(was policy)"
        was forward >/proc/sys/net/ipv4/ip_forward
    fi
    rm -f "$FIREWALL_MARK"
}

a_dockerd_runs() {
    local pid identity
    for pid in $(pgrep -x dockerd || true); do
        identity=$(process_identity "$pid") && [[ $identity != [ZX]* ]] && return
    done
    return 1
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
