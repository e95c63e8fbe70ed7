package dev.roundtrip.serving;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** gRPC by hand, byte for byte, over one connection. */
final class RawCalls implements AutoCloseable {
    private static final int LIMIT_SECONDS = 10;

    private final Vertx vertx;
    private final HttpClient client;
    private final int port;
    private final AtomicInteger connections = new AtomicInteger();

    RawCalls(Vertx vertx, int port) {
        this.vertx = vertx;
        this.port = port;
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false))
                .withConnectHandler(connection -> connections.incrementAndGet())
                .build();
    }

    /** What came back: {@code code} is the gRPC status, or -1 without one. */
    record Reply(int http, int code, String message, MultiMap headers, Buffer body) {}

    /** A message in its frame. */
    static Buffer frame(byte[] message) {
        return frame(0, message.length, message);
    }

    /** Something that looks like a frame. */
    static Buffer frame(int flag, int length, byte[] message) {
        return Buffer.buffer().appendByte((byte) flag).appendInt(length).appendBytes(message);
    }

    static MultiMap grpc() {
        return MultiMap.caseInsensitiveMultiMap()
                .add("content-type", "application/grpc")
                .add("te", "trailers");
    }

    Reply call(String path, Buffer body) {
        return call(path, grpc(), body);
    }

    Reply call(String path, MultiMap headers, Buffer body) {
        return await(
                () -> open(path, headers).compose(request -> request.send(body)).compose(RawCalls::read));
    }

    /** Sends the beginning of a call and gives it up. */
    void abandon(String path, Buffer beginning) {
        await(() -> open(path, grpc()).compose(request -> {
            request.setChunked(true).exceptionHandler(reset -> {});
            return request.write(beginning).map(written -> request.reset());
        }));
    }

    private Future<HttpClientRequest> open(String path, MultiMap headers) {
        return client.request(new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(path)
                .setHeaders(headers));
    }

    private static Future<Reply> read(HttpClientResponse response) {
        return response.body().map(body -> {
            var where = response.headers().contains("grpc-status") ? response.headers() : response.trailers();
            var code = where.get("grpc-status");
            return new Reply(
                    response.statusCode(),
                    code == null ? -1 : Integer.parseInt(code),
                    where.get("grpc-message"),
                    response.headers(),
                    body);
        });
    }

    /** All of an exchange runs on one loop, or a body may come before there is someone to read it. */
    private <T> T await(Supplier<Future<T>> exchange) {
        var answer = Promise.<T>promise();
        vertx.runOnContext(go -> exchange.get().onComplete(answer));
        try {
            return answer.future().toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("no answer: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("no answer after " + LIMIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** How many connections it took until now: one, unless one was cut. */
    int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        await(client::close);
    }
}
