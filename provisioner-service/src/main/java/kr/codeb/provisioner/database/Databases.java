package kr.codeb.provisioner.database;

import java.util.List;
import java.util.Optional;

/**
 * Databases and roles. Every call fails with DATABASE_UNAVAILABLE when the server cannot be reached or refuses.
 */
public interface Databases {

    void ping();

    boolean exists(String database);

    boolean roleExists(String role);

    /** What the server stores of a role's password, to put it back later; no password can be told from it. */
    Optional<String> verifier(String role);

    /** With the limit of connections that the settings name. */
    void createRole(String role, String password);

    void setPassword(String role, String password);

    void restoreVerifier(String role, String verifier);

    /** Whether a role may open as many connections as the server has, so that one project could lock all others out. */
    boolean mayConnectWithoutLimit(String role);

    /** Gives a role the limit of connections that the settings name; safe to repeat. */
    void limitConnections(String role);

    /** Makes a database that nobody can connect to before {@link #closeToPublic}. */
    void create(String database, String owner);

    /** Leaves a database, and the ones that all share, to their owners; safe to repeat. */
    void closeToPublic(String database);

    /** Other databases that a role could connect to. */
    List<String> alsoOpenTo(String role, String database);

    /** Ends the sessions that are open. */
    void drop(String database);

    void dropRole(String role);

    /** Whether a login as the URL says works on the server of the settings; false when it is refused. */
    boolean login(DatabaseUrl url);
}
