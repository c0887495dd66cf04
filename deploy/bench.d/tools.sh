# CodeB's side: calls of its tools, projects and images of this run.
# shellcheck shell=bash disable=SC2154

BENCH_PROJECTS=()
WARM_ROUNDS=40

# tool NAME PARAMS: the answer; a failure ends the run, unless CODE is the failure that is expected.
tool() {
    local answer
    answer=$(curl -s -H @"$(key_header)" -H 'Content-Type: application/json' -d "{\"tool\":\"$1\",\"params\":$2}" "$CODEB_URL/api/tool")
    [[ $answer == *'"success":true'* || -n ${3:-} && $answer == *"\"$3\""* ]] || die "$1 failed: ${answer:0:600}"
    printf '%s' "$answer"
}

key_header() {
    [[ -f $BENCH_WORK/key ]] || (umask 077 && printf 'X-API-Key: %s\n' "$CODEB_API_KEY" >"$BENCH_WORK/key")
    printf '%s' "$BENCH_WORK/key"
}

# The images that the end-to-end tests deploy are made only when somebody needs them.
need_images() {
    local accept="Accept: application/vnd.docker.distribution.manifest.v2+json" image
    for image in ok/manifests/v1 ok/manifests/v2 crash/manifests/v1; do
        if ! curl -sfI -o /dev/null -H "$accept" "http://$CODEB_IMAGE_REGISTRY/v2/e2e/$image"; then
            note "The test images are missing; making them (deploy/sandbox images)"
            "$SANDBOX" images
            return
        fi
    done
}

# new_project: sets PROJECT.
new_project() {
    PROJECT=bench$RANDOM$RANDOM
    BENCH_PROJECTS+=("$PROJECT")
}

make_project() {
    need_images
    new_project
    tool workflow_init "{\"projectName\":\"$PROJECT\",\"database\":false,\"redis\":false}" >/dev/null
}

deploy() { tool deploy_project "{\"projectName\":\"$PROJECT\",\"image\":\"$1\"}" "${2:-}"; }
slot_deploy() { "$CODEB_SANDBOX_HOME/codeb-slot" deploy --project "$PROJECT" --image "$1"; }
promote() { tool slot_promote "{\"projectName\":\"$PROJECT\"}"; }
rollback() { tool rollback "{\"projectName\":\"$PROJECT\"}"; }

# with_two_versions: a project with v1 as production and v2 waiting.
with_two_versions() {
    make_project
    deploy "$CODEB_IMAGE_REGISTRY/e2e/ok:v1" >/dev/null
    promote >/dev/null
    deploy "$CODEB_IMAGE_REGISTRY/e2e/ok:v2" >/dev/null
}

# The services as they are after some hours of work, once a run: what is called rarely takes a JVM several times as long.
WARM=
warm_up() {
    local i
    [[ -z $WARM ]] || return 0
    note "warming up: $WARM_ROUNDS promotes and rollbacks, and a deploy after every tenth"
    with_two_versions
    for ((i = 1; i <= WARM_ROUNDS; i++)); do
        promote >/dev/null
        rollback >/dev/null
        ((i % 10)) || deploy "$CODEB_IMAGE_REGISTRY/e2e/ok:v2" >/dev/null
    done
    WARM=yes
}

# new_image BASE TAG: an image that nobody has pulled yet; its layers are BASE's.
new_image() {
    local image=$CODEB_IMAGE_REGISTRY/e2e/$1
    printf 'FROM %s\nLABEL bench=%s\n' "$image" "$2-$RANDOM" | DOCKER_BUILDKIT=0 docker build -q -t "${image%:*}:$2" - >/dev/null 2>&1
    docker push -q "${image%:*}:$2" >/dev/null
    docker rmi -f "${image%:*}:$2" >/dev/null
}

tools_tidy() {
    ((${#BENCH_PROJECTS[@]} == 0)) || bash "$BENCH_SOURCE/e2e/src/test/resources/forget.sh" "${BENCH_PROJECTS[@]}" || true
}
