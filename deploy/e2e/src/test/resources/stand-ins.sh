# Base images that generated Dockerfiles name, made from this machine's own programs, since nothing is pulled here; and their end.
# stand-ins.sh make|remove. One that is there already is left alone. All that is built on one carries its label.
# shellcheck shell=bash
set -euo pipefail
NODE=node:24-slim
LABEL=kr.codeb.e2e=stand-in
export DOCKER_BUILDKIT=0

# npm with all that it needs: in one folder, or, as Debian has it, spread over /usr/share/nodejs.
npm_folder() {
    local program
    program=$(readlink -f "$(command -v npm)")
    case $program in
        /usr/share/*) echo /usr/share/nodejs ;;
        *) dirname "$(dirname "$program")" ;;
    esac
}

make_node() {
    local folder npm
    if docker image inspect "$NODE" >/dev/null 2>&1; then return; fi
    npm=$(npm_folder)
    folder=$(mktemp -d)
    # shellcheck disable=SC2064 # the folder is known now, and no more at the end
    trap "rm -rf '$folder'" EXIT
    mkdir -p "$folder$npm" "$folder/etc" "$folder/home/node"
    cp -aL "$npm/." "$folder$npm/"
    echo 'node:x:1000:1000::/home/node:/bin/sh' >"$folder/etc/passwd"
    printf '#!/bin/sh\nexec node %s "$@"\n' "$(readlink -f "$(command -v npm)")" >"$folder/npm"
    chmod 0755 "$folder/npm"
    cat >"$folder/Dockerfile" <<EOF
FROM codeb-sandbox/node:base
LABEL $LABEL
COPY . /
RUN ["/bin/busybox", "sh", "-c", "/bin/busybox --install -s /bin && mv /npm /bin/npm && chown 1000:1000 /home/node"]
EOF
    docker build -q -t "$NODE" "$folder" >/dev/null
}

remove() {
    local ours
    ours=$(docker image inspect --format '{{index .Config.Labels "kr.codeb.e2e"}}' "$NODE" 2>/dev/null || true)
    if [[ $ours == stand-in ]]; then docker rmi -f "$NODE" >/dev/null; fi
    docker image prune -f --filter "label=$LABEL" >/dev/null
}

case $1 in
    make) make_node ;;
    remove) remove ;;
esac
