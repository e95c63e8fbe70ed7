package dev.roundtrip.conformance;

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
        return new Target(text.substring(0, colon), Integer.parseInt(port));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
