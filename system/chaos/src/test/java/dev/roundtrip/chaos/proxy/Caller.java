package dev.roundtrip.chaos.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Somebody who calls through a link. */
final class Caller implements AutoCloseable {
    private static final int LIMIT_MILLIS = 20_000;

    private final Socket socket;

    Caller(Link link) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
        socket.setSoTimeout(LIMIT_MILLIS);
        socket.setTcpNoDelay(true);
    }

    void say(String words) throws IOException {
        send(words.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void hear(String words) throws IOException {
        assertEquals(words, new String(receive(words.length()), StandardCharsets.UTF_8));
    }

    byte[] receive(int size) throws IOException {
        return socket.getInputStream().readNBytes(size);
    }

    void sayAndHear(String words) throws IOException {
        say(words);
        hear(words);
    }

    void sayNoMore() throws IOException {
        socket.shutdownOutput();
    }

    void hearTheEnd() throws IOException {
        assertEquals(-1, socket.getInputStream().read());
    }

    /** The next thing that it hears of is that the connection was reset; no byte comes before that. */
    void hearAReset() {
        var reset = assertThrows(
                SocketException.class, () -> socket.getInputStream().read());
        assertTrue(reset.getMessage().startsWith("Connection reset"), reset.getMessage());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
