# Images without pulling anything: a base from this machine's own programs, small layers above it.
# shellcheck shell=bash

IMAGE_WORK=$SANDBOX_HOME/images
IMAGE_SOURCE=$SANDBOX_SOURCE/sandbox.d/images
NODE_BASE=codeb-sandbox/node:base
SMALL_BASE=codeb-sandbox/small:base
NO_WGET_BASE=codeb-sandbox/small:no-wget

# root_folder NAME APPLET...: a file system with busybox and links to just these applets.
root_folder() {
    local root=$IMAGE_WORK/$1 applet
    shift
    rm -rf "$root"
    mkdir -p "$root"/{bin,tmp,www/cgi-bin,app}
    chmod 1777 "$root/tmp"
    chmod 0777 "$root/www"
    cp -L "$(command -v busybox)" "$root/bin/busybox"
    for applet in "$@"; do ln -s busybox "$root/bin/$applet"; done
    printf '%s' "$root"
}

# make_base IMAGE FOLDER
make_base() { tar -C "$2" --owner=0 --group=0 -c . | dock import -c 'ENV PATH=/bin:/usr/bin' - "$1" >/dev/null; }

make_small_bases() {
    local root wget
    for wget in wget ""; do
        # shellcheck disable=SC2086
        root=$(root_folder small sh cat echo env head httpd kill ls mkdir nc printf sleep tail true $wget)
        install -m 0755 "$IMAGE_SOURCE"/{serve,answer-500,answer-picky} "$root/bin/"
        install -m 0755 "$IMAGE_SOURCE/environ" "$root/www/cgi-bin/"
        echo ok >"$root/www/health"
        make_base "$([[ -n $wget ]] && echo "$SMALL_BASE" || echo "$NO_WGET_BASE")" "$root"
    done
    rm -rf "$root"
}

make_node_base() {
    local root node part
    node=$(readlink -f "$(command -v node)")
    root=$(root_folder node sh cat env ls sleep wget)
    install -D -m 0755 "$node" "$root/usr/bin/node"
    for part in $(ldd "$node" | grep -oE '/[^ ]+'); do
        install -D -m 0755 "$(readlink -f "$part")" "$root$part"
    done
    for part in $(node_modules_outside "$node"); do
        mkdir -p "$root${part%/*}"
        cp -aL "$part" "$root${part%/*}/"
    done
    make_base "$NODE_BASE" "$root"
    rm -rf "$root"
    [[ $(dock run --rm --network none "$NODE_BASE" node -p '"runs"' 2>>"$(log_file images)") == runs ]] || {
        dock rmi "$NODE_BASE" >/dev/null 2>&1 || true
        die "The sample's base image was made from $node, but Node.js does not run in it; see $(log_file images)."
    }
}

ensure_node_base() {
    if made_from node-base "$SANDBOX_SOURCE/sandbox.d/images.sh" && dock image inspect "$NODE_BASE" >/dev/null 2>&1; then return; fi
    make_node_base
    image_inputs "$SANDBOX_SOURCE/sandbox.d/images.sh" >"$IMAGE_WORK/node-base"
}

# Debian's Node.js keeps some modules of its own outside of the program, and crashes without them. The program knows their places.
node_modules_outside() {
    local file folder
    { cat "$1"; ldd "$1" | { grep -oE '/[^ ]*libnode[^ ]*' || true; } | xargs -r cat; } |
        { grep -aoE '/usr/share/nodejs/(@[A-Za-z0-9._-]+/)?[A-Za-z0-9._-]+/[A-Za-z0-9._/-]+\.js' || true; } | sort -u |
        while read -r file; do
            folder=$(grep -oE '^/usr/share/nodejs/(@[^/]+/)?[^/]+' <<<"$file")
            [[ ! -d $folder ]] || printf '%s\n' "$folder"
        done | sort -u
}

# make_image IMAGE BASE CMD [INSTRUCTION...]: metadata only, no files, so it takes a moment.
make_image() {
    local image=$1
    {
        printf 'FROM %s\nENV VERSION=%s\nEXPOSE 3000\nCMD %s\n' "$2" "${image##*:}" "$3"
        shift 3
        (($# == 0)) || printf '%s\n' "$@"
    } | build_image "$image" -
}

# build_image IMAGE DOCKER-BUILD-WORDS...
build_image() {
    dock build -q -t "$@" >>"$(log_file images)" 2>&1 || die "Could not build $1; see $(log_file images)."
}

has_image() { [[ $(http_status -I -H "Accept: application/vnd.docker.distribution.manifest.v2+json" "http://$(image_registry)/v2/$1/manifests/$2") == 200 ]]; }

# Pushed and no longer here: whoever deploys them has to pull.
push() {
    local image
    for image in "$@"; do
        dock push "$image" >>"$(log_file images)" 2>&1 || die "Could not push $image; see $(log_file images)."
    done
    forget_here "$@"
}

# forget_here IMAGE...: the name and the digest that the push gave it. What a container uses stays.
forget_here() {
    local image digests
    for image in "$@"; do
        mapfile -t digests < <(dock image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$image" | grep -F "${image%:*}@")
        dock rmi "$image" "${digests[@]}" >/dev/null 2>&1 || true
    done
}

# made_from STAMP FILE...: is what STAMP stands for still up to date?
made_from() { [[ -f $IMAGE_WORK/$1 && $(<"$IMAGE_WORK/$1") == "$(image_inputs "${@:2}")" ]]; }
image_inputs() { { cat "$@"; node --version; sha256sum "$(command -v busybox)"; recall docker; image_registry; private_registry; } | sha256sum; }

make_sample_images() {
    local source=$PROJECT_DIR/deploy/sample version
    mkdir -p "$IMAGE_WORK"
    if made_from sample "$source"/* && has_image sample/hello v2 && has_image e2e/app v3; then return; fi
    say "Building the sample application's image"
    ensure_node_base
    for version in v1 v2 v3; do
        build_image "$(image_registry)/e2e/app:$version" --build-arg "VERSION=$version" "$source"
        dock tag "$(image_registry)/e2e/app:$version" "$(image_registry)/sample/hello:$version"
        push "$(image_registry)/e2e/app:$version" "$(image_registry)/sample/hello:$version"
    done
    image_inputs "$source"/* >"$IMAGE_WORK/sample"
}

# What the end-to-end tests deploy: applications that behave, and one for each way to misbehave.
make_test_images() {
    local e2e version
    e2e=$(image_registry)/e2e
    mkdir -p "$IMAGE_WORK"
    if made_from e2e "$IMAGE_SOURCE"/* "$SANDBOX_SOURCE/sandbox.d/images.sh" && has_image e2e/ok v3; then return; fi
    say "Building the test images"
    make_small_bases
    for version in v1 v2 v3; do make_image "$e2e/ok:$version" "$SMALL_BASE" '["serve", "3000"]'; done
    make_image "$e2e/envdump:v1" "$SMALL_BASE" '["serve", "3000"]' 'LABEL shows="/cgi-bin/environ"'
    make_image "$e2e/nocurl:v1" "$NO_WGET_BASE" '["serve", "3000"]'
    make_image "$e2e/slow:v1" "$SMALL_BASE" '["serve", "3000", "4"]'
    make_image "$e2e/loopback:v1" "$SMALL_BASE" '["serve", "127.0.0.1:3000"]'
    make_image "$e2e/wrongport:v1" "$SMALL_BASE" '["serve", "8080"]'
    make_image "$e2e/sick:v1" "$SMALL_BASE" '["nc", "-ll", "-p", "3000", "-e", "/bin/answer-500"]'
    make_image "$e2e/picky:v1" "$SMALL_BASE" '["nc", "-ll", "-p", "3000", "-e", "/bin/answer-picky"]'
    ensure_node_base
    make_image "$e2e/ipv6only:v1" "$NODE_BASE" \
        '["node", "-e", "require(`http`).createServer((_, r) => r.end(`ok`)).listen({host: `::`, port: 3000, ipv6Only: true})"]'
    make_image "$e2e/h2c:v1" "$NODE_BASE" '["node", "-e", "require(`http2`).createServer((_, r) => r.end(`ok`)).listen(3000)"]'
    make_image "$e2e/silent:v1" "$SMALL_BASE" '["sh", "-c", "trap \"exit 0\" TERM; echo I never listen; while :; do sleep 1; done"]'
    make_image "$e2e/stubborn:v1" "$SMALL_BASE" '["sh", "-c", "trap \"\" TERM; serve 3000"]'
    make_image "$e2e/crash:v1" "$SMALL_BASE" '["sh", "-c", "echo I cannot start: the configuration is missing; exit 3"]'
    make_image "$e2e/oom:v1" "$SMALL_BASE" '["sh", "-c", "echo I eat all memory; tail /dev/zero"]'
    push_private "$e2e/ok:v1" "$(private_registry)/e2e/private:v1"
    push "$e2e"/{ok:v1,ok:v2,ok:v3} "$e2e"/{envdump,nocurl,slow,loopback,wrongport,sick,picky,ipv6only,h2c,silent,stubborn,crash,oom}:v1
    image_inputs "$IMAGE_SOURCE"/* "$SANDBOX_SOURCE/sandbox.d/images.sh" >"$IMAGE_WORK/e2e"
}

# The login lives in a folder of its own and is gone afterwards.
push_private() {
    local config
    config=$(mktemp -d)
    dock tag "$1" "$2"
    dock --config "$config" login -u "$PRIVATE_USER" --password-stdin "$(private_registry)" \
        <"$(secret private-registry)" >>"$(log_file images)" 2>&1
    dock --config "$config" push "$2" >>"$(log_file images)" 2>&1 || die "Could not push $2; see $(log_file images)."
    rm -rf "$config"
    forget_here "$2"
}

remake_test_images() {
    need_root
    prepare_home
    take_lock
    load_network
    rm -f "$IMAGE_WORK"/{sample,e2e}
    make_sample_images
    make_test_images
    say "The images are in $(image_registry): sample/hello:v1..v3, e2e/*."
}
