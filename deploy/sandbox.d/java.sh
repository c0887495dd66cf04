# A JDK of 25 or later: JAVA_HOME, PATH, /usr/lib/jvm, the one fetched before, Debian's package, the vendor's archive, in this order.
# An address in CODEB_SANDBOX_JDK_URL comes before all of them. The system's own JDK is never touched.
# shellcheck shell=bash

JDK_WANTED=25
JDK_DIR=$SANDBOX_HOME/jdk
JDK_RELEASE=https://github.com/adoptium/temurin25-binaries/releases/download/jdk-25.0.3%2B9

jdk_version() {
    [[ -x $1/bin/javac ]] || return 0
    "$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p'
}

find_jdk() {
    local home on_path version
    if [[ -n ${CODEB_SANDBOX_JDK_URL:-} ]]; then
        fetched_jdk
        return
    fi
    on_path=$(readlink -f "$(command -v javac || echo /none/bin/javac)")
    for home in "${JAVA_HOME:-}" "${on_path%/bin/javac}" /usr/lib/jvm/* "$(fetched_jdk || true)"; do
        [[ -n $home ]] || continue
        version=$(jdk_version "$home")
        if ((${version:-0} >= JDK_WANTED)); then
            printf '%s' "$home"
            return
        fi
    done
    return 1
}

need_jdk() {
    local package=openjdk-$JDK_WANTED-jdk-headless
    if JDK_HOME=$(find_jdk); then return; fi
    if [[ -z ${CODEB_SANDBOX_JDK_URL:-} ]] && debian_has "$package"; then
        say "Installing $package"
        apt_install "$package"
    else
        fetch_jdk
    fi
    JDK_HOME=$(find_jdk) || die "There is no JDK $JDK_WANTED or later after all. $(install_a_jdk)"
}

debian_has() { [[ -n $(apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: \([0-9].*\)/\1/p') ]]; }

install_a_jdk() { printf 'Install a JDK %s (Eclipse Temurin, say) and set JAVA_HOME, or set CODEB_SANDBOX_JDK_URL and CODEB_SANDBOX_JDK_SHA256 to an archive that can be reached.' "$JDK_WANTED"; }

# jdk_source: "ADDRESS SHA256" of the archive for this machine's processor; fails where none is known.
jdk_source() {
    if [[ -n ${CODEB_SANDBOX_JDK_URL:-} ]]; then
        [[ ${CODEB_SANDBOX_JDK_SHA256:-} =~ ^[0-9a-fA-F]{64}$ ]] && printf '%s %s' "$CODEB_SANDBOX_JDK_URL" "${CODEB_SANDBOX_JDK_SHA256,,}"
        return
    fi
    case $(uname -m) in
    x86_64) printf '%s %s' "$JDK_RELEASE/OpenJDK25U-jdk_x64_linux_hotspot_25.0.3_9.tar.gz" \
        69264a7a211bf5029830d07bc3370f879769d62ebc5b5488e90c9343a2da0e1f ;;
    aarch64) printf '%s %s' "$JDK_RELEASE/OpenJDK25U-jdk_aarch64_linux_hotspot_25.0.3_9.tar.gz" \
        3e4287cb98870ba824ed698854bdc27cff984254caf66dd12cc291e7bfdde26b ;;
    *) return 1 ;;
    esac
}

# The folder of what was fetched carries the checksum, so that another archive is another JDK.
fetched_jdk() {
    local source home
    source=$(jdk_source) || return 1
    home=$JDK_DIR/${source##* }
    [[ -x $home/bin/javac ]] && printf '%s' "$home"
}

# Fetched, checked, unpacked beside its place and moved there: what was cut off leaves nothing.
fetch_jdk() (
    source=$(jdk_source) || die "$(no_jdk_source)"
    url=${source% *} sum=${source##* }
    mkdir -p "$JDK_DIR"
    rm -rf "$JDK_DIR"/fetch.*
    work=$(mktemp -d "$JDK_DIR/fetch.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT TERM HUP
    say "Fetching a JDK $JDK_WANTED from $url"
    failed=0
    # 30 s without a byte, 15 minutes in all.
    curl -fsSL --connect-timeout 20 --speed-limit 1 --speed-time "${CODEB_SANDBOX_JDK_SILENCE:-30}" --max-time 900 \
        -o "$work/archive" "$url" 2>"$work/error" || failed=$?
    ((failed == 0)) || die "The JDK could not be fetched from $url ($(curl_says "$failed" "$work/error")). $(install_a_jdk)"
    found=$(sha256sum <"$work/archive")
    [[ ${found%% *} == "$sum" ]] ||
        die "What came from $url is not the JDK that was expected: its SHA-256 is ${found%% *}, not $sum. Nothing of it is used. $(install_a_jdk)"
    mkdir "$work/jdk"
    tar -xzf "$work/archive" -C "$work/jdk" --strip-components=1 2>"$work/error" ||
        die "The JDK from $url cannot be unpacked: $(tail -n 1 "$work/error"). $(install_a_jdk)"
    version=$(jdk_version "$work/jdk" || true)
    ((${version:-0} >= JDK_WANTED)) || die "What came from $url holds no JDK $JDK_WANTED or later that runs here. $(install_a_jdk)"
    rm -rf "${JDK_DIR:?}/$sum"
    mv "$work/jdk" "$JDK_DIR/$sum"
)

no_jdk_source() {
    if [[ -n ${CODEB_SANDBOX_JDK_URL:-} ]]; then
        echo "CODEB_SANDBOX_JDK_URL needs CODEB_SANDBOX_JDK_SHA256 beside it: the archive's SHA-256, 64 hexadecimal digits."
    else
        echo "No JDK archive is known for the processor $(uname -m). $(install_a_jdk)"
    fi
}

curl_says() {
    case $1 in
    28) echo "it did not answer in time" ;;
    18) echo "the connection broke before its end" ;;
    *) sed -n '$s/^curl: ([0-9]*) *//p' "$2" ;;
    esac
}

# For a person, or for ./mvnw on a machine whose Debian has none.
print_jdk() {
    need_root
    prepare_home
    (
        take_lock
        command -v curl >/dev/null || apt_install ca-certificates curl
        need_jdk
    )
    find_jdk
    echo
}
