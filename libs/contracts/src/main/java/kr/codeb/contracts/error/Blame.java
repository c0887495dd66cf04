package kr.codeb.contracts.error;

/** Whose fault a failure is: whether it is worth waiting, and who has to do something. */
public enum Blame {
    /** What was asked for cannot be done as things are: the caller changes the call or the application. */
    CALLER,
    /** Something of which there is only so much is used up: ports, numbers, calls of this minute, the project's one hold. */
    RESOURCES,
    /** A host, a server or a service does not answer; it may be back in a moment. */
    UNREACHABLE,
    /** CodeB itself, or a file of its own: somebody who keeps the servers has to look. */
    OURS
}
