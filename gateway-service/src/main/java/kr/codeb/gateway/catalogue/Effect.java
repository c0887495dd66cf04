package kr.codeb.gateway.catalogue;

/** What a call does to the world. */
public enum Effect {
    /** Only looks. */
    READ,
    /** Makes or moves something; nothing that cannot be had back. */
    WRITE,
    /** May give up something for good. */
    DESTROY
}
