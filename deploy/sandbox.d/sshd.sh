# Two sshd: the App Server's on loopback, the Storage Server's on port 22 of its namespace.
# shellcheck shell=bash

CODEB_HOST=$SANDBOX_HOME/codeb-host
REFUSED_LOG=$LOG_DIR/codeb-host.log

prepare_ssh() {
    local host
    mkdir -p "$SSH_DIR/home" /run/sshd
    chmod 0755 "$SSH_DIR" "$SSH_DIR/home" /run/sshd
    make_key id_ed25519 codeb-sandbox
    for host in app storage; do make_key "host_$host" "codeb-$host"; done
    "$SANDBOX_SOURCE/build-codeb-host" "$CODEB_HOST"
    services_key | put "$SSH_DIR/authorized_keys" 0600
    # The integration tests' own, for what they look at or break: the services cannot.
    make_key id_test codeb-test
    put "$SSH_DIR/authorized_keys_test" 0600 <"$SSH_DIR/id_test.pub"
    prepare_deploy_key
    sshd_config app "$APP_HOST" "$(port_of sshd)" "$DEPLOY_KEYS $SSH_DIR/authorized_keys_test"
    sshd_config storage "$STORAGE_HOST" 22
    known_hosts | put "$SSH_DIR/known_hosts"
}

# The services' key reaches codeb-host and nothing else, as on a real machine (docs/security.md).
services_key() {
    printf 'restrict,command="%s --settings %s --log %s" %s\n' "$CODEB_HOST" "$SETTINGS_FILE" "$REFUSED_LOG" "$(<"$SSH_DIR/id_ed25519.pub")"
}

# make_key FILE COMMENT: the public half comes last, so a pair with both is whole.
make_key() {
    [[ ! -s $SSH_DIR/$1 || ! -s $SSH_DIR/$1.pub ]] || return 0
    rm -f "$SSH_DIR/$1" "$SSH_DIR/$1.pub"
    ssh-keygen -q -t ed25519 -N '' -C "$2" -f "$SSH_DIR/$1"
}

# sshd_config NAME ADDRESS PORT [KEYS]: KEYS are further authorized keys.
# HOME is set because bash, run by sshd, reads ~/.bashrc for every single command.
sshd_config() {
    put "$SSH_DIR/sshd_$1.conf" <<EOF
ListenAddress $2:$3
HostKey $SSH_DIR/host_$1
AuthorizedKeysFile $SSH_DIR/authorized_keys ${4-}
AllowUsers root
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM $(root_is_locked && echo yes || echo no)
StrictModes no
PidFile none
PrintMotd no
PrintLastLog no
UseDNS no
MaxStartups 100:30:200
MaxSessions 100
SetEnv HOME=$SSH_DIR/home
Subsystem sftp internal-sftp
EOF
}

# Without PAM sshd refuses an account whose password field begins with "!".
root_is_locked() { [[ $(getent shadow root | cut -d: -f2) == '!'* ]]; }

known_hosts() {
    printf '[%s]:%s %s\n' "$APP_HOST" "$(port_of sshd)" "$(cut -d' ' -f1,2 "$SSH_DIR/host_app.pub")"
    printf '%s %s\n' "$STORAGE_HOST" "$(cut -d' ' -f1,2 "$SSH_DIR/host_storage.pub")"
}

sshd_start() { spawn sshd /usr/sbin/sshd -D -e -f "$SSH_DIR/sshd_app.conf"; }
sshd_setup() { cat "$SSH_DIR/sshd_app.conf"; }
sshd_ready() { ssh-keyscan -T 2 -t ed25519 -p "$(port_of sshd)" "$APP_HOST" 2>/dev/null | grep ed25519 >/dev/null; }
sshd_stop() { end_sshd sshd; }

sshd_storage_start() {
    spawn sshd-storage nsenter "--net=/run/netns/$NETNS" /usr/sbin/sshd -D -e -f "$SSH_DIR/sshd_storage.conf"
}
sshd_storage_ready() { ssh-keyscan -T 2 -t ed25519 "$STORAGE_HOST" 2>/dev/null | grep ed25519 >/dev/null; }
sshd_storage_stop() { end_sshd sshd-storage; }

# A clean stop ends the open sessions too; the listener alone would leave them.
end_sshd() {
    local pid sessions=
    if pid=$(pid_of "$1"); then sessions=$(pgrep -P "$pid" || true); fi
    end_part "$1" TERM 5
    for pid in $sessions; do kill -s TERM "$pid" 2>/dev/null || true; done
}
