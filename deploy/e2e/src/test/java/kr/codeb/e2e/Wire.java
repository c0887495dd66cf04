package kr.codeb.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** One HTTP/1.1 connection to Caddy over TLS, kept open between requests. It repeats nothing and hides nothing. */
final class Wire implements AutoCloseable {

    private static final SSLContext TLS = trusting(Path.of(Sandbox.need("CODEB_CA")));
    private static final int PATIENCE = 30_000;

    private final String host;
    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;

    Wire(String host) throws IOException {
        this.host = host;
        Socket plain = new Socket();
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(PATIENCE);
        plain.connect(new InetSocketAddress(Sandbox.appHost(), Sandbox.httpsPort()), PATIENCE);
        this.socket = (SSLSocket) TLS.getSocketFactory().createSocket(plain, host, Sandbox.httpsPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    record Reply(int status, Map<String, String> headers, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    Reply get(String path) throws IOException {
        return ask("GET", path, "");
    }

    Reply ask(String method, String path, String body) throws IOException {
        send(method, path, method.equals("GET") ? "" : "Content-Length: " + body.length() + "\r\n", body);
        Reply head = head();
        return new Reply(head.status(), head.headers(), body(head));
    }

    /** Sends a body in ten pieces with a pause after each, as over a slow line. */
    Reply upload(String path, int bytes, int pauseMillis) throws IOException {
        send("POST", path, "Content-Length: " + bytes + "\r\n", "");
        for (int piece = 0; piece < 10; piece++) {
            out.write("x".repeat(bytes / 10).getBytes(StandardCharsets.UTF_8));
            out.flush();
            Wait.millis(pauseMillis);
        }
        Reply head = head();
        return new Reply(head.status(), head.headers(), body(head));
    }

    /** Asks for something that stays open, a stream or a WebSocket; its bytes come from {@link #in()}. */
    Reply open(String path, String headers) throws IOException {
        send("GET", path, headers, "");
        return head();
    }

    /** The body of an opened answer as it comes, unpacked. */
    InputStream stream(Reply head) throws IOException {
        InputStream body = head.header("Transfer-Encoding").equals("chunked")
                ? new Chunks(this)
                : new ByteArrayInputStream(exactly(Integer.parseInt(head.header("Content-Length"))));
        return head.header("Content-Encoding").equals("gzip") ? new GZIPInputStream(body) : body;
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // Nothing is lost by that.
        }
    }

    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private void send(String method, String path, String headers, String body) throws IOException {
        out.write("%s %s HTTP/1.1\r\nHost: %s\r\n%s\r\n%s"
                .formatted(method, path, host, headers, body)
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private Reply head() throws IOException {
        String first = line();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return new Reply(Integer.parseInt(first.split(" ")[1]), headers, new byte[0]);
    }

    private byte[] body(Reply head) throws IOException {
        if (!head.header("Transfer-Encoding").equals("chunked")) {
            return exactly(Integer.parseInt(head.headers().getOrDefault("Content-Length", "0")));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunk(); size > 0; size = chunk()) {
            body.write(exactly(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    /** How long the next chunk is; 0 for the end. */
    int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("the answer was cut after %d of %d bytes".formatted(bytes.length, size));
        }
        return bytes;
    }

    private static SSLContext trusting(Path certificate) {
        try (InputStream pem = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "sandbox", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("CODEB_CA names no readable certificate: " + certificate, e);
        }
    }
}
