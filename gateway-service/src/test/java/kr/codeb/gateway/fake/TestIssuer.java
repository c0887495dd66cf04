package kr.codeb.gateway.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import kr.codeb.gateway.Json;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Asserts what it is told to, as GitHub does since 2026: discovery, a JWKS, a subject with numbers in it. {@code POST /sign} signs. */
public final class TestIssuer {

    /** Making one takes long. */
    private static final RsaJsonWebKey RSA = rsa("rsa-1");

    private static final RsaJsonWebKey STRANGER = rsa("stranger");
    private static final EllipticCurveJsonWebKey CURVE = curve("ec-1");

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean silent;

    public TestIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void stop() {
        server.stop(0);
    }

    /** How often anybody asked for its keys. */
    public int asked() {
        return asked.get();
    }

    /** From now on it answers 503. */
    public void fallSilent() {
        silent = true;
    }

    /** The claims of a good run for {@code audience}, good for five minutes. */
    public ObjectNode claims(String audience) {
        return claims(url(), audience);
    }

    public static ObjectNode claims(String issuer, String audience) {
        long now = Instant.now().getEpochSecond();
        ObjectNode claims = Json.object().put("iss", issuer).put("aud", audience);
        claims.put("iat", now)
                .put("nbf", now)
                .put("exp", now + 300)
                .put("jti", UUID.randomUUID().toString());
        claims.put("sub", "repo:octocat@2002/shop@1001:ref:refs/heads/main");
        claims.put("repository", "octocat/shop").put("repository_id", "1001");
        claims.put("repository_owner", "octocat").put("repository_owner_id", "2002");
        claims.put("ref", "refs/heads/main")
                .put("event_name", "push")
                .put("run_id", "987654321")
                .put("actor", "octocat");
        return claims;
    }

    /** @param how {@code RS256}, {@code ES256}, {@code none}, {@code HS256} with the public key, {@code stranger}, {@code unknown-kid} */
    public String sign(ObjectNode claims, String how) {
        try {
            var signed = new JsonWebSignature();
            signed.setPayload(claims.toString());
            signed.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            switch (how) {
                case "ES256" -> with(signed, "ES256", CURVE, "ec-1");
                case "stranger" -> with(signed, "RS256", STRANGER, "rsa-1");
                case "unknown-kid" -> with(signed, "RS256", STRANGER, "invented-" + UUID.randomUUID());
                case "none" -> signed.setAlgorithmHeaderValue("none");
                case "HS256" -> {
                    signed.setAlgorithmHeaderValue("HS256");
                    signed.setKeyIdHeaderValue("rsa-1");
                    signed.setKey(new HmacKey(RSA.getRsaPublicKey().getEncoded()));
                }
                default -> with(signed, how, RSA, "rsa-1");
            }
            return signed.getCompactSerialization();
        } catch (JoseException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private static void with(JsonWebSignature signed, String algorithm, PublicJsonWebKey key, String id) {
        signed.setAlgorithmHeaderValue(algorithm);
        signed.setKeyIdHeaderValue(id);
        signed.setKey(key.getPrivateKey());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] sent = exchange.getRequestBody().readAllBytes();
            byte[] answer = answer(path, sent).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(silent ? 503 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private String answer(String path, byte[] sent) {
        if (path.equals("/sign")) {
            JsonNode order = Json.read(sent);
            return sign((ObjectNode) order.get("claims"), order.get("how").asText());
        }
        asked.incrementAndGet();
        return path.equals("/jwks")
                ? "{\"keys\":[%s,%s]}".formatted(published(RSA), published(CURVE))
                : Json.line(Map.of("issuer", url(), "jwks_uri", url() + "/jwks"));
    }

    private static String published(JsonWebKey key) {
        return key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private static RsaJsonWebKey rsa(String id) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (JoseException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private static EllipticCurveJsonWebKey curve(String id) {
        try {
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(id);
            return key;
        } catch (JoseException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
