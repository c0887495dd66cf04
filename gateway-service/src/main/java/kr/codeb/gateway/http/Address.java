package kr.codeb.gateway.http;

import io.vertx.core.http.HttpServerRequest;

/** Where a request comes from. A proxy on this machine, Caddy, tells it in a header. */
final class Address {

    private Address() {}

    static String of(HttpServerRequest request) {
        String peer =
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
        String forwarded = request.getHeader("X-Forwarded-For");
        boolean local = peer.equals("::1") || peer.startsWith("127.") || peer.equals("0:0:0:0:0:0:0:1");
        return local && forwarded != null
                ? forwarded.substring(forwarded.lastIndexOf(',') + 1).strip()
                : peer;
    }
}
