# The package on machines that were never touched: what docs/install.md, upgrade.md and backup.md tell, done for real.
# shellcheck shell=bash

try_installation() {
    local versions=(0.9.0 1.0.0)
    # The version before, this one, and a newer one whose gateway does not start.
    [[ $SHORT == yes ]] || versions+=(1.0.1~broken)
    begin_installation "${versions[@]}"
    new_machine 2
    try_there install_and_setup
    reboot_machine
    try_there after_the_reboot
    try_there upgrade
    [[ $SHORT == yes ]] || try_there other_ways
    try_there backup
    keep_backup
    end_machine
    new_machine 3
    lay_backup
    try_there restore
    [[ $SHORT == yes ]] || try_there purge
}

# begin_installation VERSION...: of the package that are wanted, all made from this checkout.
begin_installation() {
    local version
    prepare_fresh
    PACKAGES_DIR=$FRESH_DIR/$PLACE/packages
    alone package build_package
    mkdir -p "$PACKAGES_DIR"
    for version in "$@"; do make_package "$version"; done
}

build_package() {
    need_jdk
    newest_package
    if [[ -n $PACKAGE && -z $(find "$PROJECT_DIR" -newer "$PACKAGE" -type f \( -path '*/src/main/*' -o -path "$HERE/package/*" -o -path "$HERE/codeb-slot.d/*" -o -path "$HERE/host/*" -o -path "$HERE/build-codeb-*" -o -path "$HERE/jvm.options" -o -path "$PROJECT_DIR/docs/*" -o -name pom.xml \) -not -path '*/target/*' -print -quit) ]]; then return; fi
    build_services
    say "Building the package"
    # Of the services, which are built.
    (cd "$PROJECT_DIR" && JAVA_HOME=$JDK_HOME timeout -k 10 900 ./mvnw -B -ntp -Pdeb -pl deploy -am -Dmaven.test.skip=true -Dquarkus.build.skip=true package) >"$LOG_DIR/package.log" 2>&1 ||
        { tail -n 20 "$LOG_DIR/package.log" >&2; die "The package could not be built; the whole log is $LOG_DIR/package.log."; }
    newest_package
    [[ -n $PACKAGE ]] || die "The build made no package; its log is $LOG_DIR/package.log."
}

# PACKAGE: what was built last, or nothing.
newest_package() {
    local file
    PACKAGE=''
    for file in "$PROJECT_DIR"/deploy/target/codeb_*.deb; do
        if [[ -z $PACKAGE || $file -nt $PACKAGE ]]; then PACKAGE=$file; fi
    done
}

make_package() {
    local files=$PACKAGES_DIR/files home=$PACKAGES_DIR/files/usr/lib/codeb/package
    rm -rf "$files"
    dpkg-deb -R "$PACKAGE" "$files"
    sed -i "s/^Version: .*/Version: $1/" "$files/DEBIAN/control"
    echo "$1" >"$home/VERSION"
    [[ $1 != *broken ]] || echo "no archive of Java" >"$(ls "$home"/gateway/app/*.jar)"
    (cd "$files" && find . -type f -not -path './DEBIAN/*' -printf '%P\0' | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
    dpkg-deb --root-owner-group -Znone -b "$files" "$PACKAGES_DIR/codeb_$1.deb" >/dev/null
    rm -rf "$files"
}

# new_machine NUMBER: the last number of its address.
new_machine() {
    MACHINE_HOST=$1
    make_root
    lay_host_settings
    boot
    mkdir -p "$ROOT/root/try"
    cp "$PACKAGES_DIR"/*.deb "$HERE/fresh-machine.d/try-installed.sh" "$ROOT/root/try/"
}

# try_there WHAT [WORD]: a function of try-installed.sh, in the machine.
try_there() {
    local began=$SECONDS
    say "$SYSTEM: ${1//_/ }"
    there timeout -k 10 900 bash /root/try/try-installed.sh "$1" "$INSIDE" "${2-}" </dev/null ||
        die "$SYSTEM: '${1//_/ }' failed."
    say "$SYSTEM: ${1//_/ }: well, $((SECONDS - began)) s"
}

keep_backup() {
    rm -rf "$PACKAGES_DIR/backup"
    mkdir -p "$PACKAGES_DIR/backup"
    cp "$ROOT"/root/try/{codeb.backup,backup.key,key} "$PACKAGES_DIR/backup/"
}

lay_backup() { cp "$PACKAGES_DIR"/backup/* "$ROOT/root/try/"; }
