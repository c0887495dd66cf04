package kr.codeb.deployer.health;

/** Why a container is not healthy. */
public enum Cause {
    /** It ended, or could not even start. */
    EXITED,
    OOM_KILLED,
    /** Docker starts it again and again. */
    CRASH_LOOP,
    /** It listens, but on another port than the project says. */
    WRONG_PORT,
    /** It listens on its own loopback, where nobody outside the container reaches it. */
    LISTENS_ON_LOOPBACK,
    /** It answers, but not with 2xx. */
    HTTP_STATUS,
    /** It did not answer in time. */
    TIMEOUT,
    /** The image was made for another processor. */
    IMAGE_ARCH
}
