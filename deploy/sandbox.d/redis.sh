# Redis of the Storage Server: users in an ACL file (so ACL SAVE works), every write in an append-only file.
# shellcheck shell=bash

REDIS_DIR=$SANDBOX_HOME/redis

redis_start() {
    mkdir -p "$REDIS_DIR/data"
    remember redis-databases "$(redis_databases)"
    [[ -f $REDIS_DIR/users.acl ]] ||
        printf 'user default on >%s ~* &* +@all\n' "$(secret_value redis-admin)" | put "$REDIS_DIR/users.acl" 0600
    put "$REDIS_DIR/redis.conf" <<EOF
bind $STORAGE_HOST
port 6379
dir $REDIS_DIR/data
aclfile $REDIS_DIR/users.acl
databases $(recall redis-databases)
appendonly yes
appendfsync everysec
daemonize no
EOF
    chown -R redis:redis "$REDIS_DIR"
    chmod 0700 "$REDIS_DIR"
    spawn redis nsenter "--net=/run/netns/$NETNS" setpriv --reuid redis --regid redis --init-groups \
        redis-server "$REDIS_DIR/redis.conf"
}

# Never fewer than before: a project may have the last number.
redis_databases() {
    local before wanted=${CODEB_SANDBOX_REDIS_DATABASES:-256}
    before=$(recall redis-databases)
    echo $((wanted > ${before:-0} ? wanted : before))
}

redis_ready() { [[ $(REDISCLI_AUTH=$(secret_value redis-admin) redis-cli -h "$STORAGE_HOST" PING 2>/dev/null) == PONG ]]; }
redis_stop() { end_part redis TERM 10; }
redis_url() { printf 'redis://default:%s@%s:6379/0' "$(secret_value redis-admin)" "$STORAGE_HOST"; }
