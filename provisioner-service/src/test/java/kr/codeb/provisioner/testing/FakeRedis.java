package kr.codeb.provisioner.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kr.codeb.provisioner.redis.RedisUrl;
import kr.codeb.provisioner.redis.RedisUsers;

/** Redis's users in memory. */
public final class FakeRedis implements RedisUsers {

    private record User(int number, List<String> hashes) {}

    private final Fuse fuse;
    private final Map<String, User> users = new TreeMap<>();
    /** Users whose rights are of an earlier time. */
    public final Set<String> oldRights = new TreeSet<>();
    /** Numbers whose keys were deleted. */
    public final Set<Integer> emptied = new TreeSet<>();

    public FakeRedis(Fuse fuse) {
        this.fuse = fuse;
    }

    public String state() {
        return users.toString();
    }

    @Override
    public void ping() {}

    @Override
    public int databases() {
        return fuse.around(() -> 16);
    }

    @Override
    public Optional<List<String>> passwordHashes(String user) {
        return fuse.around(() -> Optional.ofNullable(users.get(user)).map(User::hashes));
    }

    @Override
    public void put(String user, int number, List<String> passwordHashes) {
        fuse.around(() -> {
            users.put(user, new User(number, List.copyOf(passwordHashes)));
            oldRights.remove(user);
        });
    }

    @Override
    public void remove(String user) {
        fuse.around(() -> users.remove(user));
    }

    @Override
    public void empty(int number) {
        fuse.around(() -> {
            emptied.add(number);
        });
    }

    @Override
    public List<String> wrongRights(String user) {
        return fuse.around(() -> oldRights.contains(user) ? List.of("FUNCTION LIST is allowed") : List.of());
    }

    @Override
    public Login login(RedisUrl url) {
        return fuse.around(() -> {
            User user = users.get(url.user());
            boolean in = user != null
                    && user.number() == url.number()
                    && user.hashes().contains(RedisUsers.hash(url.password()));
            return in ? Login.FENCED : Login.REFUSED;
        });
    }
}
