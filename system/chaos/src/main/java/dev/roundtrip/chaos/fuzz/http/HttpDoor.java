package dev.roundtrip.chaos.fuzz.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A plain connection to one process: an HTTP client would mend most of what is to be sent. */
public final class HttpDoor {
    private static final Duration BETWEEN_PIECES = Duration.ofMillis(30);
    private static final int MOST = 1 << 20;

    private final int port;

    public HttpDoor(int port) {
        this.port = port;
    }

    /** Sends it all, and reads until the other side closes, or for so long. */
    public HttpAnswer send(HttpTry what, Duration limit) throws IOException {
        var came = new ByteArrayOutputStream();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
            write(socket, what);
            var ended = read(socket, came);
            return HttpAnswer.of(came.toByteArray(), ended);
        }
    }

    /** Whoever is refused halfway is told so before, and finds the door shut for the rest. */
    private static void write(Socket socket, HttpTry what) {
        try {
            for (var piece : what.pieces()) {
                socket.getOutputStream().write(piece);
                socket.getOutputStream().flush();
                if (what.pieces().size() > 1) {
                    LockSupport.parkNanos(BETWEEN_PIECES.toNanos());
                }
            }
        } catch (IOException e) {
            // What came until then is still to be read, and is what counts.
        }
    }

    /** Whether the other side has closed. */
    private static boolean read(Socket socket, ByteArrayOutputStream came) throws IOException {
        var buffer = new byte[8192];
        try {
            for (int count = 0;
                    count >= 0 && came.size() < MOST;
                    count = socket.getInputStream().read(buffer)) {
                came.write(buffer, 0, count);
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
