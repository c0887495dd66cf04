package kr.codeb.provisioner.testing;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server on loopback, for A questions; names that it does not know do not exist. */
public final class FakeNameServer implements AutoCloseable {

    private static final int NXDOMAIN = 3;

    private final DatagramSocket socket;
    private final Map<String, String> addresses = new ConcurrentHashMap<>();
    private volatile int code;
    private volatile boolean silent;

    public FakeNameServer() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    /** {@code host:port}. */
    public String at() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    public FakeNameServer knows(String name, String address) {
        addresses.put(name, address);
        return this;
    }

    /** Every answer has this code from now on: 5 refuses. */
    public FakeNameServer answering(int withCode) {
        code = withCode;
        return this;
    }

    public FakeNameServer silent() {
        silent = true;
        return this;
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket question = new DatagramPacket(buffer, buffer.length);
                socket.receive(question);
                if (!silent) {
                    byte[] answer = answer(ByteBuffer.wrap(question.getData(), 0, question.getLength()));
                    socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] answer(ByteBuffer question) throws IOException {
        short id = question.getShort(0);
        int end = 12;
        StringBuilder name = new StringBuilder();
        while (question.get(end) > 0) {
            int length = question.get(end);
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(question.array(), end + 1, length, StandardCharsets.US_ASCII));
            end += length + 1;
        }
        byte[] asked = new byte[end + 5 - 12];
        question.get(12, asked);
        String address = code == 0 ? addresses.get(name.toString()) : null;
        int answerCode = code != 0 ? code : address == null ? NXDOMAIN : 0;
        ByteBuffer answer = ByteBuffer.allocate(512)
                .putShort(id)
                .putShort((short) (0x8400 | answerCode))
                .putShort((short) 1)
                .putShort((short) (address == null ? 0 : 1))
                .putInt(0)
                .put(asked);
        if (address != null) {
            answer.putShort((short) 0xc00c)
                    .putShort((short) 1)
                    .putShort((short) 1)
                    .putInt(300)
                    .putShort((short) 4)
                    .put(InetAddress.getByName(address).getAddress());
        }
        byte[] bytes = new byte[answer.position()];
        answer.get(0, bytes);
        return bytes;
    }

    @Override
    public void close() {
        socket.close();
    }
}
