package kr.codeb.gateway.catalogue;

/** What a call does to the world. */
public enum Effect {
    /** Only looks. */
    READ,
    /** Creates something; what is there stays as it is. */
    ADD,
    /** Changes, moves or gives up something that is there. */
    CHANGE
}
