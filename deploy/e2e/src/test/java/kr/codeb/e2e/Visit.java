package kr.codeb.e2e;

import java.io.IOException;

/** What one visitor of a site does, again and again, until the load ends. */
interface Visit {

    /** One more request. @throws IOException when it was lost or cut */
    void next() throws IOException;

    default void leave() {}
}
