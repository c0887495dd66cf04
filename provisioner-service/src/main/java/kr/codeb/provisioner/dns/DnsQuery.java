package kr.codeb.provisioner.dns;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** One question to one DNS server over UDP (RFC 1035): no resolver and no cache stands between. */
final class DnsQuery {

    private static final int TYPE_A = 1;
    private static final int CLASS_IN = 1;
    private static final int HEADER = 12;
    private static final int TIMEOUT_MILLIS = 1500;
    private static final SecureRandom RANDOM = new SecureRandom();

    private DnsQuery() {}

    /**
     * Asks for a name's addresses.
     *
     * @return dotted addresses in the answer's order; empty when the name has none or does not exist
     * @throws IOException when the server does not answer, or refuses
     */
    static List<String> addresses(InetSocketAddress server, String name) throws IOException {
        int id = RANDOM.nextInt(1 << 16);
        byte[] question = question(id, name);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(server);
            socket.send(new DatagramPacket(question, question.length));
            DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
            do {
                socket.receive(answer);
            } while (answer.getLength() < HEADER || idOf(answer) != id);
            return read(answer);
        }
    }

    private static byte[] question(int id, String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(id);
        out.writeShort(0);
        out.writeShort(1);
        out.write(new byte[6]);
        for (String label : name.split("\\.")) {
            byte[] text = label.getBytes(StandardCharsets.US_ASCII);
            out.writeByte(text.length);
            out.write(text);
        }
        out.writeByte(0);
        out.writeShort(TYPE_A);
        out.writeShort(CLASS_IN);
        return bytes.toByteArray();
    }

    private static int idOf(DatagramPacket answer) {
        return (answer.getData()[0] & 0xff) << 8 | answer.getData()[1] & 0xff;
    }

    private static List<String> read(DatagramPacket answer) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(answer.getData(), 0, answer.getLength()));
        in.readUnsignedShort();
        int code = in.readUnsignedShort() & 0xf;
        if (code != 0 && code != 3) {
            throw new IOException("it answered with code " + code + (code == 5 ? " (refused)" : ""));
        }
        int questions = in.readUnsignedShort();
        int answers = in.readUnsignedShort();
        in.readInt();
        for (int i = 0; i < questions; i++) {
            skipName(in);
            in.readInt();
        }
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            skipName(in);
            int type = in.readUnsignedShort();
            in.readUnsignedShort();
            in.readInt();
            byte[] data = in.readNBytes(in.readUnsignedShort());
            if (type == TYPE_A && data.length == 4) {
                addresses.add(((Inet4Address) InetAddress.getByAddress(data)).getHostAddress());
            }
        }
        return addresses;
    }

    private static void skipName(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte();
        while (length > 0 && length < 0xc0) {
            in.skipNBytes(length);
            length = in.readUnsignedByte();
        }
        if (length >= 0xc0) {
            in.readUnsignedByte();
        }
    }
}
