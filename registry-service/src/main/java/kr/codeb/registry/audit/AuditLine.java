package kr.codeb.registry.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import kr.codeb.contracts.audit.AuditEntry;
import kr.codeb.registry.store.Json;
import kr.codeb.web.Sha256;

/**
 * A line of the audit, {@code {"hash":"…","entry":{…}}}: the hash is SHA-256 of the entry's bytes as they stand there, and
 * the entry names the hash of the one before.
 */
record AuditLine(AuditEntry entry, String hash) {

    static final String NOTHING_BEFORE = "0".repeat(64);

    private static final String BEGIN = "{\"hash\":\"";
    private static final String MIDDLE = "\",\"entry\":";
    private static final int ENTRY = BEGIN.length() + NOTHING_BEFORE.length() + MIDDLE.length();

    static byte[] write(AuditEntry entry) {
        byte[] json = Json.bytes(entry);
        byte[] begin = (BEGIN + Sha256.hex(json) + MIDDLE).getBytes(StandardCharsets.US_ASCII);
        byte[] line = Arrays.copyOf(begin, begin.length + json.length + 1);
        System.arraycopy(json, 0, line, begin.length, json.length);
        line[line.length - 1] = '}';
        return line;
    }

    /** @throws IOException when the line is none, or its hash is not that of its entry */
    static AuditLine read(byte[] line) throws IOException {
        if (line.length <= ENTRY + 1 || line[line.length - 1] != '}') {
            throw new IOException("it is no entry");
        }
        byte[] json = Arrays.copyOfRange(line, ENTRY, line.length - 1);
        String hash = Sha256.hex(json);
        String begin = new String(line, 0, ENTRY, StandardCharsets.ISO_8859_1);
        if (!begin.equals(BEGIN + hash + MIDDLE)) {
            throw new IOException("the entry was changed: its hash is another one");
        }
        return new AuditLine(Json.read(json, AuditEntry.class), hash);
    }
}
