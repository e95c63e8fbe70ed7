package dev.roundtrip.orchestrator.engine;

import dev.roundtrip.system.postgres.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * A PostgreSQL that takes nobody but by TLS, and an application that is told of it as docs/deploy.md has it: its certificate is to
 * be known, and to be that of the host.
 */
public final class PostgresByTls implements QuarkusTestResourceLifecycleManager {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ALIAS = "server";

    private PostgresServer server;
    private Path certificate;

    @Override
    public Map<String, String> start() {
        server = PostgresServer.throwaway();
        var database = server.database("roundtrip");
        try {
            takeNobodyButByTls();
        } catch (IOException | GeneralSecurityException | SQLException e) {
            throw new IllegalStateException("PostgreSQL could not be told to take TLS alone", e);
        }
        var config = new HashMap<>(database.quarkusConfig());
        config.put(
                "quarkus.datasource.jdbc.url", database.jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + certificate);
        config.put("quarkus.datasource.reactive.postgresql.ssl-mode", "verify-full");
        config.put("quarkus.datasource.reactive.hostname-verification-algorithm", "HTTPS");
        config.put("quarkus.datasource.reactive.trust-certificate-pem", "true");
        config.put("quarkus.datasource.reactive.trust-certificate-pem.certs", certificate.toString());
        return config;
    }

    private void takeNobodyButByTls() throws IOException, GeneralSecurityException, SQLException {
        var keys = keys();
        try (var connection = server.superuser("postgres");
                var statement = connection.createStatement()) {
            Path data;
            try (var shown = statement.executeQuery("SHOW data_directory")) {
                shown.next();
                data = Path.of(shown.getString(1));
            }
            certificate = data.resolve("server.crt");
            Files.writeString(
                    certificate, pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
            var key = Files.createFile(
                    data.resolve("server.key"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    key, pem("PRIVATE KEY", keys.getKey(ALIAS, PASSWORD).getEncoded()));
            Files.writeString(data.resolve("pg_hba.conf"), """
                    host all postgres all trust
                    hostssl all all all scram-sha-256
                    """);
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /** By the JDK's own tool: the JDK has no other way to make a certificate. */
    private static KeyStore keys() throws IOException, GeneralSecurityException {
        var file = Files.createTempDirectory("tls").resolve("keys.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=PostgreSQL of a test",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        var said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (keytool.onExit().join().exitValue() != 0) {
            throw new IOException("keytool: " + said);
        }
        try (var stream = Files.newInputStream(file)) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(stream, PASSWORD);
            return keys;
        }
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END " + what + "-----\n";
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
