package kr.codeb.provisioner.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kr.codeb.provisioner.redis.RedisUrl;
import kr.codeb.provisioner.redis.RedisUsers;

/** Redis's users in memory. */
public final class FakeRedis implements RedisUsers {

    private record User(int number, List<String> hashes) {}

    private final Fuse fuse;
    private final Map<String, User> users = new TreeMap<>();

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
        fuse.around(() -> users.put(user, new User(number, List.copyOf(passwordHashes))));
    }

    @Override
    public void remove(String user) {
        fuse.around(() -> users.remove(user));
    }

    @Override
    public Login login(RedisUrl url) {
        return fuse.around(() -> {
            User user = users.get(url.user());
            boolean in = user != null
                    && user.number() == url.number()
                    && user.hashes().contains(sha256(url.password()));
            return in ? Login.FENCED : Login.REFUSED;
        });
    }

    private static String sha256(String password) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
