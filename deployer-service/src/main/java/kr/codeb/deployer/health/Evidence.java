package kr.codeb.deployer.health;

import java.util.List;
import kr.codeb.deployer.container.FoundContainer;

/**
 * What is found at a container that is not healthy.
 *
 * @param container null when there is none
 * @param http2 whether it speaks HTTP/2 without TLS at its port
 * @param listening where its processes listen
 * @param log its last lines, without any value of its environment
 */
record Evidence(FoundContainer container, boolean http2, List<Listening> listening, List<String> log) {

    static final Evidence NONE = new Evidence(null, false, List.of(), List.of());

    boolean gone() {
        return container == null;
    }

    boolean running() {
        return container != null && container.running();
    }
}
