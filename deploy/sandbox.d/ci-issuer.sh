# A stand-in for GitHub's issuer of tokens for workflows: discovery and key are files that Caddy serves on loopback.
# shellcheck shell=bash

CI_ISSUER_DIR=$CADDY_DIR/ci-issuer
CI_ISSUER_KEY=$SECRET_DIR/ci-issuer.pem

ci_issuer() { printf 'http://%s:%s' "$APP_HOST" "$(port_of ci-issuer)"; }
ci_audience() { printf 'https://api.%s' "$BASE_DOMAIN"; }

lay_ci_issuer() {
    mkdir -p "$CI_ISSUER_DIR/.well-known"
    chmod 0755 "$CI_ISSUER_DIR" "$CI_ISSUER_DIR/.well-known"
    [[ -s $CI_ISSUER_KEY ]] ||
        openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 2>>"$LOG_DIR/caddy.log" | put "$CI_ISSUER_KEY" 0600
    printf '{"issuer":"%s","jwks_uri":"%s/jwks"}\n' "$(ci_issuer)" "$(ci_issuer)" | put "$CI_ISSUER_DIR/.well-known/openid-configuration"
    printf '{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"sandbox","n":"%s","e":"AQAB"}]}\n' "$(modulus)" |
        put "$CI_ISSUER_DIR/jwks"
}

modulus() {
    local hex
    hex=$(openssl rsa -in "$CI_ISSUER_KEY" -noout -modulus)
    basenc -d --base16 <<<"${hex#Modulus=}" | base64url
}

base64url() { base64 -w 0 | tr '+/' '-_' | tr -d '='; }

# print_ci_token [CLAIM=VALUE...]: what GitHub would give a job of octocat/shop on main, with other claims where they are given.
print_ci_token() {
    need_root
    [[ -s $CI_ISSUER_KEY ]] || die "There is no sandbox in $SANDBOX_HOME yet. Run: deploy/sandbox up"
    local claim head body
    for claim in "$@"; do
        [[ $claim == +([a-z_])=* ]] || die "ci-token takes claims, such as ref=refs/heads/dev; it got '$claim'."
        [[ $claim != @(iat|nbf|exp)=* || ${claim#*=} =~ ^[0-9]+$ ]] || die "${claim%%=*} is a time in seconds; it got '${claim#*=}'."
    done
    head=$(printf '{"typ":"JWT","alg":"RS256","kid":"sandbox"}' | base64url)
    body=$(ci_claims "$@" | base64url)
    printf '%s.%s.%s\n' "$head" "$body" "$(printf '%s.%s' "$head" "$body" | openssl dgst -sha256 -sign "$CI_ISSUER_KEY" -binary | base64url)"
}

# Today's shape: the subject has numbers in it, and nobody should read it.
ci_claims() {
    jq -cjn --arg iss "$(ci_issuer)" --arg aud "$(ci_audience)" --arg jti "$(</proc/sys/kernel/random/uuid)" '
        (now | floor) as $now |
        {iss: $iss, aud: $aud, iat: $now, nbf: $now, exp: ($now + 300), jti: $jti,
         sub: "repo:octocat@2002/shop@1001:ref:refs/heads/main",
         repository: "octocat/shop", repository_id: "1001", repository_owner: "octocat", repository_owner_id: "2002",
         repository_visibility: "private", ref: "refs/heads/main", ref_type: "branch", event_name: "push",
         workflow: "deploy", job_workflow_ref: "octocat/shop/.github/workflows/deploy.yml@refs/heads/main",
         runner_environment: "github-hosted", actor: "octocat", actor_id: "2002", run_id: "987654321", run_number: "7", run_attempt: "1"}
        + ($ARGS.positional | map(capture("^(?<key>[a-z_]+)=(?<value>.*)$")
            | if .key | test("^(iat|nbf|exp)$") then .value |= tonumber else . end) | from_entries)' --args "$@"
}
