package kr.codeb.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** Listens at an address, and has each connection served on a thread of its own. */
final class Door implements AutoCloseable {

    private static final int WAITING_AT_MOST = 200;

    private final ServerSocket socket;
    private final Consumer<Socket> service;

    Door(String name, InetSocketAddress at, Consumer<Socket> service) {
        this.service = service;
        try {
            socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(at, WAITING_AT_MOST);
        } catch (IOException e) {
            throw new UncheckedIOException("at " + at, e);
        }
        Thread.ofPlatform().daemon().name(name).start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket visitor = socket.accept();
                Thread.ofPlatform().daemon().start(() -> service.accept(visitor));
            }
        } catch (IOException closed) {
            // The suite is over.
        }
    }
}
