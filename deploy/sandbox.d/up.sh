# up, down, reset: the order of things.
# shellcheck shell=bash

servers_up() {
    local part
    choose_docker
    choose_server_ports
    network_up
    prepare_ssh
    reload_keeps_connections
    for part in "${SERVERS[@]}"; do ensure_part "$part"; done
    start_stopped_containers
}

up() {
    need_root
    prepare_home
    take_lock
    check_room 3000 "The sandbox"
    install_packages
    check_home_is_searchable
    servers_up
    build_services
    choose_service_ports
    write_settings
    install_codeb_slot
    reserve_for_sample
    own_registry
    services_up
    owner_key
    main_job
    say "The sandbox is up."
    print_what_next
}

down() {
    need_root
    [[ -d $SANDBOX_HOME ]] || { say "There is no sandbox in $SANDBOX_HOME."; return; }
    take_lock
    local n
    n=$(recall network)
    name_network "${n:-0}"
    stop_all
    if docker_is_ours; then
        end_leftovers
        wait_until 5 docker_unmounted || true
    fi
    firewall_as_before
    network_down
    reload_as_before
    unlay_apt_files
    say "The sandbox is down; its data is kept in $SANDBOX_HOME."
}

reset() {
    down
    [[ -d $SANDBOX_HOME ]] || return 0
    [[ -f $CHOSEN_FILE ]] || die "$SANDBOX_HOME does not look like a sandbox (no file 'chosen' in it); nothing is removed."
    docker_forget
    rm -rf --one-file-system "$SANDBOX_HOME"
    say "The sandbox and all its data are gone."
}
