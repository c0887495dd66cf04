package kr.codeb.deployer.slot;

import com.fasterxml.jackson.databind.JsonNode;
import kr.codeb.deployer.container.DockerJson;

/** How many requests are under way at a port, out of what {@code visitors.sh} prints. */
final class UnderWay {

    private static final String CONNECTIONS = "connections ";

    private UnderWay() {}

    /**
     * Caddy counts by the words of a site's file. Those of previews and of requests that are tried again hold a name for the port, which may
     * be this one: they count, but no more of them than there are connections.
     */
    static int at(int port, String said) {
        int counted = 0;
        int somewhere = 0;
        Integer connections = null;
        for (String line : said.lines().toList()) {
            if (line.startsWith(CONNECTIONS)) {
                connections =
                        Integer.valueOf(line.substring(CONNECTIONS.length()).strip());
                continue;
            }
            for (JsonNode upstream : DockerJson.read(line)) {
                String address = upstream.path("address").asText();
                int requests = upstream.path("num_requests").asInt();
                counted += address.endsWith(":" + port) ? requests : 0;
                somewhere += address.endsWith("}") ? requests : 0;
            }
        }
        if (connections == null) {
            return counted;
        }
        boolean silent = said.startsWith(CONNECTIONS);
        return silent ? connections : counted + Math.min(somewhere, Math.max(0, connections - counted));
    }
}
