# Two machines at once, as docs/two-servers.md tells: data on one, CodeB and the applications on the other.
# shellcheck shell=bash

try_two_servers() {
    local app storage
    begin_installation 1.0.0
    at storage
    new_machine 3
    storage=$INSIDE
    at app
    new_machine 2
    app=$INSIDE
    try_there key_of_the_app_server
    carry app /root/try/app-key storage /root/try/app-key
    at storage
    try_there storage_server "$app"
    carry storage /etc/codeb/storage-join app /etc/codeb/storage-join
    at app
    try_there app_server "$storage"
    at storage
    reboot_machine
    at app
    try_there after_the_reboot
    reboot_machine
    try_there after_another_reboot
    try_there backup
}

# carry FROM FILE TO FILE: between two machines, as scp would.
carry() { install -D -m 0600 "$FRESH_DIR/$PLACE/machine-$1$2" "$FRESH_DIR/$PLACE/machine-$3$4"; }
