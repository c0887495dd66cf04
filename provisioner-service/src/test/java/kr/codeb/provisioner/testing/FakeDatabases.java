package kr.codeb.provisioner.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kr.codeb.provisioner.database.DatabaseUrl;
import kr.codeb.provisioner.database.Databases;

/** PostgreSQL in memory. A verifier is the password itself. */
public final class FakeDatabases implements Databases {

    private final Fuse fuse;
    public final Map<String, String> roles = new TreeMap<>();
    public final Map<String, String> databases = new TreeMap<>();
    /** Roles without a limit of connections. */
    public final Set<String> unlimited = new TreeSet<>();

    public FakeDatabases(Fuse fuse) {
        this.fuse = fuse;
    }

    public String state() {
        return roles + " " + databases;
    }

    @Override
    public void ping() {}

    @Override
    public boolean exists(String database) {
        return fuse.around(() -> databases.containsKey(database));
    }

    @Override
    public boolean roleExists(String role) {
        return fuse.around(() -> roles.containsKey(role));
    }

    @Override
    public Optional<String> verifier(String role) {
        return fuse.around(() -> Optional.ofNullable(roles.get(role)));
    }

    @Override
    public void createRole(String role, String password) {
        fuse.around(() -> roles.put(role, password));
    }

    @Override
    public boolean mayConnectWithoutLimit(String role) {
        return fuse.around(() -> unlimited.contains(role));
    }

    @Override
    public void limitConnections(String role) {
        fuse.around(() -> unlimited.remove(role));
    }

    @Override
    public void setPassword(String role, String password) {
        fuse.around(() -> roles.put(role, password));
    }

    @Override
    public void restoreVerifier(String role, String verifier) {
        fuse.around(() -> roles.put(role, verifier));
    }

    @Override
    public void create(String database, String owner) {
        fuse.around(() -> databases.put(database, owner));
    }

    @Override
    public void closeToPublic(String database) {
        fuse.around(() -> {});
    }

    @Override
    public List<String> alsoOpenTo(String role, String database) {
        return List.of();
    }

    @Override
    public void drop(String database) {
        fuse.around(() -> databases.remove(database));
    }

    @Override
    public void dropRole(String role) {
        fuse.around(() -> roles.remove(role));
    }

    @Override
    public boolean login(DatabaseUrl url) {
        return fuse.around(
                () -> url.password().equals(roles.get(url.user())) && url.user().equals(databases.get(url.database())));
    }
}
