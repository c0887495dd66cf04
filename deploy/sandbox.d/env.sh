# What a test, a script or a person needs to know about the running sandbox.
# shellcheck shell=bash

environment() {
    cat <<EOF
CODEB_URL=$(service_url gateway)
CODEB_API_KEY=$(cat "$KEY_FILE" 2>/dev/null || true)
CODEB_ROOT=$CODEB_DIR
CODEB_SITES=$CADDY_DIR/sites
CODEB_BASE_DOMAIN=$BASE_DOMAIN
CODEB_APP_HOST=$APP_HOST
CODEB_HTTP_PORT=$(port_of caddy-http)
CODEB_HTTPS_PORT=$(port_of caddy-https)
CODEB_CA=$CA_FILE
CODEB_DNS=$STORAGE_HOST:53
CODEB_IMAGE_REGISTRY=$(image_registry)
CODEB_PRIVATE_REGISTRY=$(private_registry)
CODEB_PG_ADMIN_URL=$(postgres_url)
CODEB_REDIS_ADMIN_URL=$(redis_url)
DOCKER_HOST=$(recall docker)
CODEB_DEPLOY_SSH=$(deploy_ssh)
CODEB_CI_ISSUER=$(ci_issuer)
CODEB_LOGS=$LOG_DIR
CODEB_SANDBOX_HOME=$SANDBOX_HOME
CODEB_SETTINGS=$SETTINGS_FILE
EOF
}

print_env() {
    need_root
    load_network
    [[ -n $(port_of gateway) ]] || die "The sandbox in $SANDBOX_HOME has not come up whole yet. Run: deploy/sandbox up"
    local line
    environment | while IFS= read -r line; do printf "export %s='%s'\n" "${line%%=*}" "${line#*=}"; done
}
