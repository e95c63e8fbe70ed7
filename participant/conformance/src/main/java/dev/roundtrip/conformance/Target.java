package dev.roundtrip.conformance;

import java.net.URI;
import java.net.URISyntaxException;

/** Where a participant listens. */
public record Target(String host, int port) {
    private static final int HIGHEST_PORT = 65535;

    /**
     * Reads "host:port".
     *
     * @throws Misuse when it is none
     */
    static Target parse(String text) {
        var colon = text.lastIndexOf(':');
        var port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > HIGHEST_PORT) {
            throw new Misuse("TARGET is '" + text + "': it is host:port, such as 127.0.0.1:8081.");
        }
        var host = text.substring(0, colon);
        if (!isHost(host)) {
            throw new Misuse("TARGET is '" + text + "': '" + host + "' is no name or address of a host.");
        }
        return new Target(host, Integer.parseInt(port));
    }

    /** By the rule of URIs, which the client's library goes by as well. */
    private static boolean isHost(String text) {
        try {
            return new URI(null, text, null, null).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
