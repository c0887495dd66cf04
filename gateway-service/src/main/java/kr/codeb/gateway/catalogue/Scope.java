package kr.codeb.gateway.catalogue;

/** What a tool's call is about, and so what must be there before it is made. */
public enum Scope {
    /** The caller's team: no project is named. */
    TEAM,
    /** A project of the caller's team. */
    PROJECT,
    /** One environment of a project of the caller's team. */
    ENVIRONMENT,
    /**
     * One environment of a project of the caller's team, whether or not it is there. While the registry cannot tell whose it
     * is, the call has no project, and the tool finds out how much it may say.
     */
    SCANNED,
    /** A project that may be new; a name that another team has taken is refused. */
    NEW_PROJECT
}
