# Two machines: what the Storage Server hands over, and what the App Server takes.
# shellcheck shell=bash

JOIN_FILE=$CODEB_ETC/storage-join

look_allowkey() {
    if [[ -r $AUTHORIZED ]] && ! with_key "${ANSWER[app-key]%% codeb-services} $KEY_MARK" "${ANSWER[app-address]}" | differs "$AUTHORIZED"; then return; fi
    change "lets the App Server's key into root's account here, for codeb-host only, from ${ANSWER[app-address]}"
}

do_allowkey() {
    printf '# Written by codeb setup: what codeb-host has to know here.\ncodeb.base-domain=%s\n' "$BASE_DOMAIN" | put_if_other "$HOST_CONF" 0644 || true
    is_active ssh.socket || ensure_running ssh.service sshd
    allow_key "${ANSWER[app-key]%% codeb-services} $KEY_MARK" "${ANSWER[app-address]}"
}

join_text() {
    jq -n --rawfile postgres "$CREDENTIALS/postgres-admin" --rawfile redis "$CREDENTIALS/redis-admin" \
        --arg storage "$ADDRESS" --arg domain "$BASE_DOMAIN" --arg keys "$(host_keys "$ADDRESS")" \
        '{storage: $storage, base_domain: $domain, postgres: $postgres, redis: $redis, host_keys: $keys}'
}

look_joinfile() {
    [[ -s $CREDENTIALS/postgres-admin && -s $CREDENTIALS/redis-admin ]] && ! join_text | differs "$JOIN_FILE" && return
    change "writes $JOIN_FILE, secrets for the App Server"
}
do_joinfile() { join_text | put_if_other "$JOIN_FILE" 0600 || true; }

tell_storage_join() {
    cat <<END
Next, on the App Server, as root:

  scp root@$ADDRESS:$JOIN_FILE $JOIN_FILE
  codeb setup          # storage: $ADDRESS

END
}

look_join() {
    if [[ ! -r $JOIN_FILE ]]; then
        problem "There is no $JOIN_FILE. Run 'codeb setup storage' on $STORAGE (app-key: $(make_ssh_key; public_key)), then copy $JOIN_FILE from there."
        return
    fi
    jq -e '.storage and .postgres and .redis and .host_keys' "$JOIN_FILE" >/dev/null 2>&1 || { problem "$JOIN_FILE is not what 'codeb setup storage' wrote. Copy it once more."; return; }
    [[ $(jq -r .storage "$JOIN_FILE") == "$STORAGE" ]] || problem "$JOIN_FILE is from $(jq -r .storage "$JOIN_FILE"), not from storage=$STORAGE."
    [[ $(jq -r .base_domain "$JOIN_FILE") == "$BASE_DOMAIN" ]] || problem "The Storage Server was set up for $(jq -r .base_domain "$JOIN_FILE"), this machine for $BASE_DOMAIN."
    local port
    for port in 22 5432 6379 53; do
        timeout 5 bash -c "exec 3<>/dev/tcp/$STORAGE/$port" 2>/dev/null || problem "Port $port of $STORAGE cannot be reached from here. Look at the packet filter between the two."
    done
}

do_join() {
    local name
    for name in postgres redis; do jq -j ".$name" "$JOIN_FILE" | put_if_other "$CREDENTIALS/$name-admin" 0600 || true; done
}
