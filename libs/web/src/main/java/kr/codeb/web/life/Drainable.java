package kr.codeb.web.life;

/** A part of a service that has to hear when the service stops. All beans of this type do, before anything is taken away from them. */
public interface Drainable {

    /** Begins nothing from now on, and lets go whoever only waits. Returns at once. */
    void stop();

    /** How many works it has begun that would be cut off now; they are waited for, but not for long. */
    default int atWork() {
        return 0;
    }
}
