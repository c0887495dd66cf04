package kr.codeb.provisioner.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a project's user may do in Redis: what is named here, and nothing else. A command that knows no number (functions,
 * scripts' flush, the server's own) is everybody's, and so nobody's. Lua runs under the caller's rights, so a script reaches
 * no further than its caller.
 */
final class RedisRights {

    /** Categories of which every command stays in the connection's number. */
    private static final List<String> CATEGORIES = List.of(
            "string",
            "hash",
            "list",
            "set",
            "sortedset",
            "bitmap",
            "hyperloglog",
            "geo",
            "stream",
            "pubsub",
            "transaction");

    /** Not COPY and MOVE, which reach other numbers; not RESTORE, which takes bytes that Redis trusts. */
    private static final List<String> KEYS = List.of(
            "del",
            "dump",
            "exists",
            "expire",
            "expireat",
            "expiretime",
            "flushdb",
            "keys",
            "object",
            "persist",
            "pexpire",
            "pexpireat",
            "pexpiretime",
            "pttl",
            "randomkey",
            "rename",
            "renamenx",
            "scan",
            "sort",
            "sort_ro",
            "touch",
            "ttl",
            "type",
            "unlink",
            "dbsize",
            "memory|usage",
            "wait");

    private static final List<String> SCRIPTS =
            List.of("eval", "eval_ro", "evalsha", "evalsha_ro", "script|load", "script|exists");

    private static final List<String> CONNECTION = List.of(
            "auth",
            "hello",
            "ping",
            "echo",
            "quit",
            "reset",
            "command",
            "info",
            "time",
            "lolwut",
            "client|id",
            "client|info",
            "client|setname",
            "client|getname",
            "client|reply",
            "client|tracking",
            "client|trackinginfo",
            "client|caching",
            "client|getredir");

    /** Ordinary, too, but not every server knows them: a rule for an unknown command would be refused. */
    static final List<String> NEWER =
            List.of("client|setinfo", "client|no-touch", "waitaof", "hgetdel", "hgetex", "hsetex");

    /** Commands of the server's own tests that lie in a category of data. */
    private static final List<String> NOT = List.of("pfdebug", "pfselftest");

    /** Commands that have to work, to be tried dry. */
    static final List<List<String>> ALLOWED = List.of(
            List.of("GET", "k"),
            List.of("SET", "k", "v"),
            List.of("DEL", "k"),
            List.of("EVAL", "return 1", "0"),
            List.of("PUBLISH", "c", "m"),
            List.of("KEYS", "*"),
            List.of("INFO"),
            List.of("CLIENT", "SETNAME", "n"));

    /** Commands that must not. */
    static final List<List<String>> REFUSED = List.of(
            List.of("FLUSHALL"),
            List.of("CONFIG", "GET", "x"),
            List.of("SWAPDB", "0", "1"),
            List.of("MOVE", "k", "1"),
            List.of("ACL", "LIST"),
            List.of("DEBUG", "SLEEP", "0"),
            List.of("FUNCTION", "LIST"),
            List.of("FCALL", "f", "0"),
            List.of("SCRIPT", "FLUSH"),
            List.of("SCRIPT", "KILL"),
            List.of("CLIENT", "LIST"));

    private RedisRights() {}

    /**
     * The rules for {@code ACL SETUSER}.
     *
     * @param newer those of {@link #NEWER} that the server knows
     */
    static List<String> rules(int number, List<String> newer) {
        List<String> rules = new ArrayList<>(List.of("~*", "&*", "-@all"));
        CATEGORIES.forEach(category -> rules.add("+@" + category));
        NOT.forEach(command -> rules.add("-" + command));
        Stream.of(KEYS, SCRIPTS, CONNECTION, newer).flatMap(List::stream).forEach(command -> rules.add("+" + command));
        rules.add("+select|" + number);
        return rules;
    }
}
