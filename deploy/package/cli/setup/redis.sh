# Redis: Debian's server with users in a file of their own, passwords, and 1,024 numbers.
# shellcheck shell=bash

REDIS_CONF=/etc/redis/redis.conf
REDIS_OWN=/etc/redis/codeb.conf
REDIS_USERS=/var/lib/redis/users.acl

redis_settings() {
    cat <<END
# Written by codeb setup.
bind 127.0.0.1 $STORAGE_HOST
databases 1024
aclfile $REDIS_USERS
END
    # Only where it was empty: a Redis that is told so afterwards would begin with no data.
    if [[ ${REDIS_IS_NEW-} == yes ]] || grep -qs '^appendonly yes' "$REDIS_OWN"; then echo 'appendonly yes'; fi
}

# The administrator's password never is in an argument.
redis_here() { REDISCLI_AUTH=$(<"$CREDENTIALS/redis-admin") timeout 10 redis-cli -h 127.0.0.1 "$@" 2>/dev/null; }
redis_is_ours() { [[ -s $CREDENTIALS/redis-admin && $(redis_here PING) == PONG && $(redis_here CONFIG GET aclfile | tail -n 1) == "$REDIS_USERS" ]]; }

look_redis() {
    local keys
    was_missing redis-server && { change "lets Redis listen on $STORAGE_HOST with passwords and 1,024 numbers"; return; }
    if redis_is_ours; then
        redis_settings | differs "$REDIS_OWN" && change "changes Redis' settings and restarts it"
        return 0
    fi
    [[ -f $REDIS_CONF ]] || { problem "Redis is here, but not as Debian's package: $REDIS_CONF is missing."; return; }
    ! grep -qE '^(aclfile|requirepass|user) ' "$REDIS_CONF" ||
        { problem "Redis here has users or a password of its own ($REDIS_CONF). CodeB manages the users of its Redis: give it a machine of its own (storage=ADDRESS), or move that Redis."; return; }
    keys=$(timeout 5 redis-cli -h 127.0.0.1 INFO keyspace 2>/dev/null | grep -c '^db') || true
    ((keys == 0)) || { problem "Redis here is used by somebody without a password ($keys numbers hold keys). CodeB would lock them out: give CodeB a Redis of its own (storage=ADDRESS), or move that one."; return; }
    change "lets Redis listen on $STORAGE_HOST with passwords and 1,024 numbers, and restarts it; it is empty"
}

do_redis() {
    local file restart=no
    file=$(secret redis-admin)
    if ! redis_is_ours; then
        REDIS_IS_NEW=yes
        printf 'user default on #%s ~* &* +@all\n' "$(head -c 43 "$file" | sha256sum | cut -d' ' -f1)" | put "$REDIS_USERS" 0640
        chown redis:redis "$REDIS_USERS"
        restart=yes
    fi
    ! redis_settings | put_if_other "$REDIS_OWN" 0640 redis:redis || restart=yes
    if ! grep -qxF "include $REDIS_OWN" "$REDIS_CONF"; then
        printf '\n# Made by codeb setup: the last word wins.\ninclude %s\n' "$REDIS_OWN" >>"$REDIS_CONF"
        restart=yes
    fi
    [[ $restart == no ]] || quietly timeout 120 systemctl restart redis-server || die "Redis does not start. See: journalctl -u redis-server"
    ensure_running redis-server Redis
    wait_until 30 redis_is_ours || die "Redis does not answer to its administrator. See: journalctl -u redis-server"
}
