# The proof: a tiny application is deployed as everybody's are, looked at as a visitor would, and removed again.
# shellcheck shell=bash

PROOF=codeb-proof
PROOF_TEAM=team_codeb_setup
PROOF_KEY=$CREDENTIALS/setup-key
PROOF_PORT=9199

prove() {
    say "The proof: a tiny application, deployed as yours will be"
    scratch
    at_exit end_proof
    make_proof_image "$SCRATCH"
    serve_proof_image "$SCRATCH"
    allow_proof_registry
    proof_key
    forget_proof
    proof_step workflow_init '{"projectName":"codeb-proof","type":"docker","database":true,"redis":true}' "database, Redis, DNS, site"
    proof_step deploy_project "{\"projectName\":\"$PROOF\",\"image\":\"127.0.0.1:$PROOF_PORT/codeb/proof:1\"}" "container, healthy"
    proof_step slot_promote "{\"projectName\":\"$PROOF\"}" "visitors"
    look_as_visitor
    forget_proof
    end_proof
    say "It was there, and it is gone again: CodeB works."
}

# Also after Ctrl-C: its image registry, its place in the settings.
end_proof() {
    [[ -z ${PROOF_CADDY-} ]] || kill "$PROOF_CADDY" 2>/dev/null || true
    PROOF_CADDY=
    [[ -n ${PROOF_REGISTRY-} ]] || return 0
    PROOF_REGISTRY=
    settings_text | put_if_other "$SETTINGS_FILE" 0640 root:codeb || return 0
    systemctl restart codeb-deployer || true
    services_are_ready
}

# An image of one program, laid out as an image registry answers.
make_proof_image() {
    local root=$1/root at=$1/www/v2/codeb/proof layer config manifest
    mkdir -p "$root/www" "$root/tmp" "$at"/{blobs,manifests}
    cp "$(command -v busybox)" "$root/busybox"
    echo "${PAGE:-CodeB works.}" >"$root/www/index.html"
    echo ok >"$root/www/health"
    tar --owner=0 --group=0 --numeric-owner --mtime='2026-01-01 00:00:00Z' --sort=name -C "$root" -cf "$1/layer.tar" .
    gzip -n <"$1/layer.tar" >"$1/layer.tar.gz"
    layer=$(digest_of "$1/layer.tar.gz")
    jq -n --arg layer "$(digest_of "$1/layer.tar")" --arg architecture "$(dpkg --print-architecture)" \
        '{architecture: $architecture, os: "linux", config: {Cmd: ["/busybox", "httpd", "-f", "-p", "3000", "-h", "/www"], ExposedPorts: {"3000/tcp": {}}},
          rootfs: {type: "layers", diff_ids: [$layer]}, history: [{created: "2026-01-01T00:00:00Z"}]}' >"$1/config.json"
    config=$(digest_of "$1/config.json")
    jq -n --arg layer "$layer" --arg config "$config" --argjson layer_size "$(stat -c %s "$1/layer.tar.gz")" --argjson config_size "$(stat -c %s "$1/config.json")" '
        "application/vnd.docker." as $type |
        {schemaVersion: 2, mediaType: "\($type)distribution.manifest.v2+json",
         config: {mediaType: "\($type)container.image.v1+json", size: $config_size, digest: $config},
         layers: [{mediaType: "\($type)image.rootfs.diff.tar.gzip", size: $layer_size, digest: $layer}]}' >"$1/manifest.json"
    manifest=$(digest_of "$1/manifest.json")
    mv "$1/layer.tar.gz" "$at/blobs/$layer"
    mv "$1/config.json" "$at/blobs/$config"
    cp "$1/manifest.json" "$at/manifests/$manifest"
    mv "$1/manifest.json" "$at/manifests/1"
    chmod -R a+rX "$1"
}

digest_of() { printf 'sha256:%s' "$(sha256sum <"$1" | cut -d' ' -f1)"; }

serve_proof_image() {
    [[ -z $(who_listens 127.0.0.1 "$PROOF_PORT") ]] || die "Port $PROOF_PORT of 127.0.0.1 is in use; the proof needs it for a moment. Run codeb setup again later, or with --no-proof."
    cat >"$1/Caddyfile" <<END
{
	admin off
	auto_https off
}
http://127.0.0.1:$PROOF_PORT {
	bind 127.0.0.1
	root * $1/www
	header Docker-Distribution-Api-Version registry/2.0
	header /v2/codeb/proof/manifests/* Content-Type application/vnd.docker.distribution.manifest.v2+json
	respond /v2/ 200
	file_server
}
END
    HOME=$1 XDG_DATA_HOME=$1 caddy run --config "$1/Caddyfile" --adapter caddyfile >"$1/log" 2>&1 &
    PROOF_CADDY=$!
    proof_image_is_served() { curl -sf -o /dev/null --max-time 2 "http://127.0.0.1:$PROOF_PORT/v2/codeb/proof/manifests/1"; }
    wait_until 20 proof_image_is_served || die "The proof's image could not be served: $(tail -n 1 "$1/log")"
}

# Only for the proof: no project's image comes from this machine itself.
allow_proof_registry() {
    PROOF_REGISTRY=127.0.0.1:$PROOF_PORT
    settings_text | put_if_other "$SETTINGS_FILE" 0640 root:codeb || return 0
    timeout 200 systemctl restart codeb-deployer || die "The deployer does not get ready. See: journalctl -u codeb-deployer"
    services_are_ready
}

# A team of its own, so that no team finds a project that it did not make.
proof_key() {
    local answer
    [[ ! -s $PROOF_KEY ]] || ! proof_call project_list '{}' | jq -e .success >/dev/null 2>&1 || return 0
    answer=$(new_owner "$PROOF_TEAM") || die "The key for the proof could not be made; the one before, $PROOF_KEY, is lost. The proof cannot be run again, CodeB is not harmed."
    jq -r .key <<<"$answer" | put "$PROOF_KEY" 0600
}

proof_call() {
    printf 'X-API-Key: %s\n' "$(<"$PROOF_KEY")" | curl -s --max-time 400 -H @- -H 'Content-Type: application/json' \
        -d "{\"tool\":\"$1\",\"params\":$2}" "$(service_url gateway)/api/tool"
}

# proof_step TOOL PARAMS WHAT
proof_step() {
    local answer began=$SECONDS
    answer=$(proof_call "$1" "$2") || die "$1: the gateway did not answer. See: journalctl -u codeb-gateway"
    if ! jq -e .success <<<"$answer" >/dev/null 2>&1; then
        jq -r '.steps[]? | select(.status != "completed") | "  \(.name): \(.status) \(.error // "")"' <<<"$answer" >&2 2>/dev/null || true
        die "The proof failed at $1: $(jq -r '"\(.code): \(.error)"' <<<"$answer" 2>/dev/null || head -c 300 <<<"$answer")"
    fi
    printf '  %-16s %s (%s s)\n' "$1" "$3" "$((SECONDS - began))" >&2
}

forget_proof() {
    local answer token
    proof_call project_list '{}' | jq -e --arg name "$PROOF" '[.. | objects | .name? // empty] | index($name)' >/dev/null 2>&1 || return 0
    answer=$(proof_call project_delete "{\"projectName\":\"$PROOF\"}")
    token=$(jq -r '.details.confirm // .confirm // empty' <<<"$answer")
    [[ -z $token ]] || answer=$(proof_call project_delete "{\"projectName\":\"$PROOF\",\"confirm\":\"$token\"}")
    jq -e .success <<<"$answer" >/dev/null 2>&1 || die "The proof's project could not be removed: $(jq -r .error <<<"$answer"). Try: codeb setup"
    printf '  %-16s %s\n' project_delete "all of it" >&2
}

# Through Caddy and its certificate, by this machine's own name for the project.
look_as_visitor() {
    local url=https://$PROOF.$BASE_DOMAIN/ trust=() said
    [[ ${ANSWER[certificates]} != internal ]] || trust=(--cacert "$CADDY_ROOT")
    visitor() { curl -sS --max-time 10 --connect-to "::127.0.0.1:443" "$@" "$url" 2>&1; }
    proof_is_seen() { [[ $(visitor "${trust[@]}") == "CodeB works." ]]; }
    if wait_until 60 proof_is_seen; then
        printf '  %-16s %s\n' "visitor" "$url: CodeB works." >&2
        return
    fi
    said=$(visitor -k || true)
    if [[ $said == "CodeB works." ]]; then
        warn "The application answers, but its certificate is not trusted yet: $(visitor | head -n 1)"
        warn "Caddy asks for certificates as soon as $BASE_DOMAIN leads here: let the domain's owner delegate it to ns1.$BASE_DOMAIN ($ADDRESS)."
        return
    fi
    die "The proof's application does not answer at $url: $said"
}
