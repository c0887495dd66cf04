# How the services reach the hosts: a key of their own, which may run only codeb-host, and the hosts' keys.
# shellcheck shell=bash

SSH_KEY=$CREDENTIALS/ssh-key
KNOWN_HOSTS=$CODEB_ETC/known_hosts
AUTHORIZED=/root/.ssh/authorized_keys
KEY_MARK='codeb-services'

make_ssh_key() {
    [[ ! -s $SSH_KEY ]] || return 0
    install -d -m 0700 "$CREDENTIALS"
    rm -f "$SSH_KEY.new" "$SSH_KEY.new.pub"
    ssh-keygen -q -t ed25519 -N '' -C "$KEY_MARK" -f "$SSH_KEY.new"
    rm -f "$SSH_KEY.new.pub"
    mv "$SSH_KEY.new" "$SSH_KEY"
}

public_key() { printf '%s %s\n' "$(ssh-keygen -y -f "$SSH_KEY" | cut -d' ' -f1,2)" "$KEY_MARK"; }

print_key() {
    make_ssh_key
    public_key
}

# authorized PUBLIC-KEY FROM: the line for the services' key.
authorized() { printf 'restrict,from="%s",command="%s" %s\n' "$2" "$(host_command)" "$1"; }
# What the key may run, and where it finds what is configured: docs/security.md.
HOST_CONF=$CODEB_ETC/host.conf
host_command() { printf '/usr/lib/codeb/current/host/codeb-host --settings %s' "$(has_step settings && echo "$SETTINGS_FILE" || echo "$HOST_CONF")"; }

# with_key PUBLIC-KEY FROM: the file with this line in the place of an earlier one.
with_key() {
    [[ ! -r $AUTHORIZED ]] || grep -v " $KEY_MARK\$" "$AUTHORIZED" || true
    authorized "$1" "$2"
}

allow_key() {
    install -d -m 0700 /root/.ssh
    with_key "$1" "$2" | put_if_other "$AUTHORIZED" 0600 || true
}

# The keys of this machine's sshd, for the names that it is reached by; read from its files, not asked over the network.
host_keys() {
    local file name
    for name in "$@"; do
        for file in /etc/ssh/ssh_host_{ed25519,ecdsa,rsa}_key.pub; do
            [[ ! -r $file ]] || printf '%s %s\n' "$name" "$(cut -d' ' -f1,2 "$file")"
        done
    done
}

look_sshkey() {
    local line
    if was_missing openssh-server; then
        change "lets CodeB's key into root's account here, for codeb-host only"
        return
    fi
    is_active ssh || is_active ssh.socket || change "starts sshd, and at each boot"
    line=$(sshd -T 2>/dev/null | awk '$1 == "permitrootlogin" { print $2 }')
    [[ $line != no ]] || problem "sshd lets root not in (PermitRootLogin no). CodeB's services come by a key that may run only codeb-host: say PermitRootLogin prohibit-password, or forced-commands-only."
    if [[ -s $SSH_KEY ]] && ! with_key "$(public_key)" 127.0.0.1,::1 | differs "$AUTHORIZED"; then return; fi
    change "lets CodeB's key into root's account here, for codeb-host only"
}

do_sshkey() {
    make_ssh_key
    is_active ssh.socket || ensure_running ssh.service sshd
    allow_key "$(public_key)" 127.0.0.1,::1
    { host_keys 127.0.0.1; [[ $STORAGE == here ]] || jq -r .host_keys "$JOIN_FILE"; } | put_if_other "$KNOWN_HOSTS" 0644 || true
}
