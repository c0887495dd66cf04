# A JDK of 25 or later: JAVA_HOME, PATH, /usr/lib/jvm, Debian, in this order.
# shellcheck shell=bash

JDK_WANTED=25

jdk_version() {
    [[ -x $1/bin/javac ]] || return 0
    "$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p'
}

find_jdk() {
    local home on_path version
    on_path=$(readlink -f "$(command -v javac || echo /none/bin/javac)")
    for home in "${JAVA_HOME:-}" "${on_path%/bin/javac}" /usr/lib/jvm/*; do
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
    if [[ -n $(apt-cache policy "$package" 2>/dev/null | sed -n 's/^  Candidate: \([0-9].*\)/\1/p') ]]; then
        say "Installing $package"
        apt_install "$package"
    fi
    JDK_HOME=$(find_jdk) ||
        die "CodeB needs a JDK $JDK_WANTED or later, and this Debian has none: install one (Temurin $JDK_WANTED, say) and set JAVA_HOME."
}
