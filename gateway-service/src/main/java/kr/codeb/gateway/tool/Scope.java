package kr.codeb.gateway.tool;

/** What a tool's call is about, and so what must be there before it is made. */
public enum Scope {
    /** The caller's team: no project is named. */
    TEAM,
    /** A project of the caller's team. */
    PROJECT,
    /** One environment of a project of the caller's team. */
    ENVIRONMENT,
    /** A project that may be new; a name that another team has taken is refused. */
    NEW_PROJECT
}
