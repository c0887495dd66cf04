package kr.codeb.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import kr.codeb.e2e.Points.Fate;
import kr.codeb.e2e.Points.Passage;

/** Where {@code gate.sh} asks, for each command that came over SSH, whether it may run and whether its answer may go. */
final class SshDoor implements AutoCloseable {

    private final Points points;
    private final Door door;

    /** Open to both hosts: the Storage Server has an address of its own. */
    SshDoor(Points points) {
        this.points = points;
        this.door = new Door("ssh door", new InetSocketAddress(0), this::answer);
    }

    int port() {
        return door.port();
    }

    @Override
    public void close() {
        door.close();
    }

    private void answer(Socket asking) {
        try (asking;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(asking.getInputStream(), StandardCharsets.UTF_8))) {
            String[] portAndCommand = in.readLine().split(" ", 2);
            Passage passage =
                    points.before(Talk.SSH.apply(portAndCommand[1]).orElseThrow(), Integer.parseInt(portAndCommand[0]));
            if (passage.fate() == Fate.STOPS) {
                points.leave(passage);
                return;
            }
            say(passage.fate() == Fate.CUT ? "cut" : "go", asking.getOutputStream());
            if (in.readLine() == null) {
                points.leave(passage);
                return;
            }
            points.after(passage);
            say("go", asking.getOutputStream());
        } catch (IOException gone) {
            // The command's own process was ended; nobody waits for an answer.
        }
    }

    private static void say(String word, OutputStream out) throws IOException {
        out.write((word + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
