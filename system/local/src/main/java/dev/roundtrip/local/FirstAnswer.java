package dev.roundtrip.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What is seen of a process that was started a moment ago, as closely as it can be looked from outside. */
final class FirstAnswer {
    private static final Bound LIMIT = new Bound(Duration.ofMinutes(2), Duration.ofMillis(10));
    private static final Duration CALL_LIMIT = Duration.ofSeconds(60);

    private FirstAnswer() {}

    /** Returns as soon as somebody listens there: a look is one connection, every ten milliseconds, and so costs little beside a start. */
    static void awaitListening(ServiceProcess service) {
        LIMIT.awaitThat(service.label() + " to listen at " + service.address(), () -> {
            requireAlive(service);
            return listens(service.port());
        });
    }

    /** Returns as soon as it says that it is ready. */
    static void awaitReady(ServiceProcess service, HttpClient http) {
        awaitListening(service);
        var request = HttpRequest.newBuilder(URI.create("http://" + service.address() + "/q/health/ready"))
                .timeout(CALL_LIMIT)
                .build();
        LIMIT.awaitThat(service.label() + " to be ready", () -> {
            requireAlive(service);
            return call(request, http).statusCode() == 200;
        });
    }

    /** Posts JSON, once. */
    static HttpResponse<String> post(ServiceProcess service, String path, String json, HttpClient http) {
        return call(
                HttpRequest.newBuilder(URI.create("http://" + service.address() + path))
                        .timeout(CALL_LIMIT)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                http);
    }

    /** Gets it, once. */
    static HttpResponse<String> get(URI what, HttpClient http) {
        return call(HttpRequest.newBuilder(what).timeout(CALL_LIMIT).build(), http);
    }

    /**
     * The memory that it has, in megabytes, as Linux sees it.
     *
     * @throws LocalFailure where there is no {@code /proc}
     */
    static long megabytes(ProcessHandle process) {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        try (var lines = Files.lines(status, StandardCharsets.US_ASCII)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(kilobytes -> Math.round(Long.parseLong(kilobytes) / 1024.0))
                    .findFirst()
                    .orElseThrow(() -> new LocalFailure(status + " says nothing of memory."));
        } catch (IOException e) {
            throw new LocalFailure("The memory of a process is read from " + status + ", which can't be.", e);
        }
    }

    private static void requireAlive(ServiceProcess service) {
        if (!service.isAlive()) {
            throw new LocalFailure(service.label() + " ended by itself before it answered.");
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static HttpResponse<String> call(HttpRequest request, HttpClient http) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new LocalFailure(request.uri() + " could not be asked: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while asking " + request.uri() + ".", e);
        }
    }
}
