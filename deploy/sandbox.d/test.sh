# Every test there is: unit, then on the running sandbox integration and end-to-end.
# shellcheck shell=bash

TEST_MINUTES=${CODEB_SANDBOX_TEST_MINUTES:-65}
PASSED=0
FAILED=0

# run_tests [CLASS...]: all, or only these end-to-end tests.
run_tests() {
    local class
    for class in "$@"; do
        [[ -n $(find "$PROJECT_DIR/deploy/e2e/src/test" -name "$class.java") ]] || die "There is no end-to-end test $class below deploy/e2e."
    done
    need_root
    prepare_home
    (
        take_lock
        install_packages
        install_test_packages
        need_jdk
    )
    need_jdk
    if needs_own_network; then
        test_in_own_network "$@"
        return
    fi
    local deadline=$((SECONDS + TEST_MINUTES * 60)) only=()
    (($# == 0)) || only=("-Dit.test=$(IFS=, && echo "$*")")
    (($# > 0)) || stage "unit" surefire maven_tests verify -T 3 || true
    rm -f "$REFUSED_LOG"
    if stage "sandbox up" "" sandbox_up && stage "sandbox up again" "" sandbox_up; then
        load_network
        (
            take_lock
            make_test_images
        )
        local names
        mapfile -t names < <(environment)
        export "${names[@]}"
        # The services are built, and run.
        (($# > 0)) || stage "integration" failsafe maven_tests verify -T 2 -Pit -Dquarkus.build.skip=true "${NO_UNIT_TESTS[@]}" || true
        stage "end-to-end" failsafe maven_tests verify -Pe2e -pl deploy/e2e -am "${NO_UNIT_TESTS[@]}" "${only[@]}" || true
        stage "nothing refused" "" nothing_refused || true
    fi
    echo "$PASSED passed, $FAILED failed"
    [[ $FAILED == 0 ]] || exit 1
}

NO_UNIT_TESTS=(-Dtest=none -Dsurefire.failIfNoSpecifiedTests=false)

# stage TITLE REPORTS COMMAND...: REPORTS is the kind whose files hold the counts, or nothing: then the stage is one test.
stage() {
    local title=$1 reports=$2 began=$SECONDS log ok=0 passed failed
    shift 2
    log=$LOG_DIR/test-${title// /-}.log
    say "Test: $title (log: $log)"
    [[ -z $reports ]] || find "$PROJECT_DIR" -type d -path "*/target/$reports-reports" -exec rm -rf {} +
    "$@" "$log" || ok=$?
    read -r passed failed < <(count_tests "$reports" "$ok")
    PASSED=$((PASSED + passed))
    FAILED=$((FAILED + failed))
    say "Test: $title: $passed passed, $failed failed, in $((SECONDS - began)) s"
    [[ $ok == 0 && $failed == 0 ]]
}

maven_tests() {
    local log=${*: -1}
    set -- "${@:1:$#-1}"
    (cd "$PROJECT_DIR" && JAVA_HOME=$JDK_HOME timeout -k 10 "$((deadline > SECONDS ? deadline - SECONDS : 1))" \
        ./mvnw -B -ntp --fail-at-end "$@") 2>&1 | tee "$log" | grep -E --line-buffered '^\[(INFO|ERROR|WARNING)\].*(Tests run:|Reactor Summary|SUCCESS|FAILURE)|^\[ERROR\]' | stdbuf -oL cut -c 1-240 || true
    grep -q '^\[INFO\] BUILD SUCCESS' "$log" && return
    ((SECONDS < deadline)) || say "The time for all tests, $TEST_MINUTES minutes, is over: what had not run yet did not run."
    return 1
}

# What the tests had CodeB do, its SSH key was let do. HostKeyE2E takes its own lines out again.
nothing_refused() { { [[ ! -s $REFUSED_LOG ]] || tail -n 20 "$REFUSED_LOG"; } | tee "$1" >&2; [[ ! -s $REFUSED_LOG ]]; }

# A process of its own: `up` takes the lock and may end with a sentence of its own. What it prints holds the key.
sandbox_up() { "$SANDBOX_SOURCE/sandbox" up 2>&1 >/dev/null | tee "$1" >&2; }

# count_tests REPORTS STATUS: "passed failed". A build that fails without a failed test is one failure.
count_tests() {
    local files=() passed=0 failed=0 tests errors failures skipped
    if [[ -n $1 ]]; then
        mapfile -t files < <(find "$PROJECT_DIR" -path "*/target/$1-reports/TEST-*.xml")
        while read -r tests errors failures skipped; do
            failed=$((failed + errors + failures))
            passed=$((passed + tests - errors - failures - skipped))
        done < <(for file in "${files[@]}"; do suite_counts "$file"; done)
        if [[ $2 != 0 && $failed == 0 ]]; then failed=1; fi
    elif [[ $2 == 0 ]]; then passed=1; else failed=1; fi
    echo "$passed $failed"
}

suite_counts() {
    local head
    head=$(grep -m 1 -oE '<testsuite [^>]*>' "$1" || true)
    echo "$(attribute tests) $(attribute errors) $(attribute failures) $(attribute skipped)"
}

attribute() { if [[ $head =~ \ $1=\"([0-9]+)\" ]]; then echo "${BASH_REMATCH[1]}"; else echo 0; fi; }
