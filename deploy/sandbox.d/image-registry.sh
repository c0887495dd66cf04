# Two image registries on loopback: an open one, and a private one that asks for a password.
# shellcheck shell=bash

IMAGES_DIR=$SANDBOX_HOME/image-registry
PRIVATE_USER=codeb

image_registry() { printf '%s:%s' "$APP_HOST" "$(port_of image-registry)"; }
private_registry() { printf '%s:%s' "$APP_HOST" "$(port_of private-registry)"; }

registry_config() {
    mkdir -p "$IMAGES_DIR/$1"
    put "$IMAGES_DIR/$1.yml" <<EOF
version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: $IMAGES_DIR/$1}, delete: {enabled: true}}
http: {addr: "$2"}
$3
EOF
}

image_registry_start() {
    registry_config open "$(image_registry)" ""
    spawn image-registry docker-registry serve "$IMAGES_DIR/open.yml"
}

private_registry_start() {
    local passwords=$IMAGES_DIR/htpasswd
    mkdir -p "$IMAGES_DIR"
    [[ -f $passwords ]] || secret_value private-registry | htpasswd -niB "$PRIVATE_USER" | put "$passwords" 0600
    registry_config private "$(private_registry)" "auth: {htpasswd: {realm: codeb, path: $passwords}}"
    spawn private-registry docker-registry serve "$IMAGES_DIR/private.yml"
}

http_status() { curl -s -o /dev/null --max-time 5 -w '%{http_code}' "$@" || true; }
image_registry_ready() { [[ $(http_status "http://$(image_registry)/v2/") == 200 ]]; }
private_registry_ready() { [[ $(http_status "http://$(private_registry)/v2/") == 401 ]]; }
image_registry_stop() { end_part image-registry TERM 5; }
private_registry_stop() { end_part private-registry TERM 5; }
