package kr.codeb.e2e;

/** Takes Redis numbers away as an operator would, by hand in the registry's file under its lock, and gives them back. */
final class RedisNumbers implements AutoCloseable {

    private static final String LEAVE = """
            cd "$1"
            exec 9>>.lock
            flock -x 9
            jq --argjson last "$2" --argjson free "$3" '
                .used as $used
                | [range(1; $last + 1) | select(. as $n | [$used[]] | index($n) | not)][$free:] as $taken
                | .used += ($taken | map({key: "e2e-taken-\\(.)", value: .}) | from_entries)' redis-db.json >redis-db.json.e2e
            chmod 0600 redis-db.json.e2e
            chown --reference=redis-db.json redis-db.json.e2e
            mv redis-db.json.e2e redis-db.json""";
    private static final String GIVE_BACK = """
            cd "$1"
            exec 9>>.lock
            flock -x 9
            jq '.used |= with_entries(select(.key | startswith("e2e-taken-") | not))' redis-db.json >redis-db.json.e2e
            chmod 0600 redis-db.json.e2e
            chown --reference=redis-db.json redis-db.json.e2e
            mv redis-db.json.e2e redis-db.json""";

    private RedisNumbers() {}

    /** How many databases the server has; the numbers end one before. */
    static int databases() {
        return Integer.parseInt(Storage.redis(Sandbox.need("CODEB_REDIS_ADMIN_URL"), "CONFIG", "GET", "databases")
                .ok()
                .lines()
                .getLast());
    }

    /** Until it is closed only so many numbers are free. */
    static RedisNumbers onlyFree(int count) {
        Shell.sh(
                        "set -eu\n" + LEAVE,
                        Sandbox.registry().toString(),
                        Integer.toString(databases() - 1),
                        Integer.toString(count))
                .ok();
        return new RedisNumbers();
    }

    @Override
    public void close() {
        Shell.sh("set -eu\n" + GIVE_BACK, Sandbox.registry().toString()).ok();
    }
}
