# CodeB's own folders and secrets.
# shellcheck shell=bash

look_folders() {
    if has_step settings; then
        [[ -d /opt/codeb/registry && $(stat -c %U /opt/codeb/registry) == codeb ]] || change "makes /opt/codeb (projects, registry) and /var/lib/codeb/routes"
        [[ -s $CREDENTIALS/internal ]] || change "makes CodeB's own secrets in $CREDENTIALS"
    fi
    ! keep_answers | differs "$SETUP_FILE" || change "keeps these answers in $SETUP_FILE"
}

do_folders() {
    install -d -m 0755 "$CODEB_ETC"
    install -d -m 0700 "$CREDENTIALS"
    keep_answers | put_if_other "$SETUP_FILE" 0644 || true
    has_step settings || return 0
    install -d -m 0750 -o root -g codeb /opt/codeb
    install -d -m 0700 -o codeb -g codeb /opt/codeb/registry
    install -d -m 0755 /var/lib/codeb /var/lib/codeb/routes /etc/caddy /etc/caddy/sites
    secret internal >/dev/null
}

# On one machine the data servers get an address that exists only here, and is the same on each machine that CodeB moves to.
ADDRESS_UNIT=/etc/systemd/system/codeb-address.service

address_unit() {
    cat <<END
[Unit]
Description=The address on this machine that applications reach their databases by
DefaultDependencies=no
Before=network.target shutdown.target
Wants=network.target
Conflicts=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=ip address replace $ONE_MACHINE/32 dev lo

[Install]
WantedBy=multi-user.target
END
}

look_address() {
    address_unit | differs "$ADDRESS_UNIT" && change "gives this machine the address $ONE_MACHINE, on its loopback only: applications reach their databases by it"
    [[ -z $(ip -4 -o addr show to "$ONE_MACHINE/32" | awk '$2 != "lo"') ]] || problem "$ONE_MACHINE is in use on this network. Use a Storage Server of its own (storage=ADDRESS)."
}

do_address() {
    ! address_unit | put_if_other "$ADDRESS_UNIT" 0644 || systemctl daemon-reload
    ensure_running codeb-address.service "The address $ONE_MACHINE"
}
