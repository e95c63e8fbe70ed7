package dev.roundtrip.chaos.proxy;

import java.io.IOException;
import java.net.Socket;

/** Where one way of a connection leads. */
final class Outlet {
    private final Connection connection;
    private final Socket socket;

    Outlet(Connection connection, Socket socket) {
        this.connection = connection;
        this.socket = socket;
    }

    void deliver(Parcel parcel) throws IOException {
        parcel.writeTo(socket);
        if (parcel instanceof Parcel.End) {
            connection.oneWayHasEnded();
        }
    }
}
