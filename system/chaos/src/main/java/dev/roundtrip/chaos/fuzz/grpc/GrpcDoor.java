package dev.roundtrip.chaos.fuzz.grpc;

import io.grpc.Status;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A connection of one's own to one process, on which bytes go out as they are: a stub would not let most of them out. */
public final class GrpcDoor implements AutoCloseable {
    private static final int HEAD = 5;
    private static final String STATUS = "grpc-status";
    private static final int SHOWN = 200;
    /** Far more than other clients take: who hangs up at the limit can't say what came. */
    private static final long MOST_HEADERS = 1 << 20;

    private static final int MORE_THAN_ITS_TEXT = 32;

    private final Vertx vertx;
    private final int port;
    private final HttpClient client;

    /** Connects when it is first used, and again when it has been cut off. */
    public GrpcDoor(Vertx vertx, int port) {
        this.vertx = vertx;
        this.port = port;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setInitialSettings(new Http2Settings().setMaxHeaderListSize(MOST_HEADERS))
                .setHttp2MaxPoolSize(1));
    }

    /** Makes the call and waits for the answer, no longer than that. */
    public GrpcAnswer call(GrpcCall call, Duration limit) {
        var answer = Promise.<GrpcAnswer>promise();
        // All of an exchange runs on one loop, or a body may come before there is someone to read it.
        vertx.runOnContext(go -> open(call)
                .onFailure(failure -> answer.tryComplete(cut(failure)))
                .onSuccess(request -> exchange(call, request, answer)));
        try {
            return answer.future()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                return new GrpcAnswer.Silence();
            }
            throw e;
        }
    }

    private Future<HttpClientRequest> open(GrpcCall call) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        call.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
        return client.request(new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(call.rpc().path())
                .setHeaders(headers));
    }

    private static void exchange(GrpcCall call, HttpClientRequest request, Promise<GrpcAnswer> answer) {
        var body = Buffer.buffer(call.body());
        switch (call.ending()) {
            case DONE -> {
                request.exceptionHandler(failure -> answer.tryComplete(cut(failure)));
                request.response()
                        .compose(GrpcDoor::read)
                        .onSuccess(answer::tryComplete)
                        .onFailure(failure -> answer.tryComplete(cut(failure)));
                request.send(body);
            }
            case RESET ->
                beginning(request, body).onComplete(written -> {
                    request.reset();
                    answer.tryComplete(new GrpcAnswer.NotAwaited());
                });
            case LEFT ->
                beginning(request, body).onComplete(written -> answer.tryComplete(new GrpcAnswer.NotAwaited()));
        }
    }

    /** Whatever comes of it, there is no one to hear it. */
    private static Future<Void> beginning(HttpClientRequest request, Buffer body) {
        return request.exceptionHandler(unheard -> {}).setChunked(true).write(body);
    }

    private static GrpcAnswer cut(Throwable failure) {
        return new GrpcAnswer.Cut(String.valueOf(failure));
    }

    private static Future<GrpcAnswer> read(HttpClientResponse response) {
        return response.body().map(body -> {
            var trailers = response.headers().contains(STATUS) ? response.headers() : response.trailers();
            var message = Optional.ofNullable(trailers.get("grpc-message"));
            var bare = body.getString(0, Math.min(SHOWN, body.length()));
            return new GrpcAnswer.Answered(
                    response.statusCode(),
                    Optional.ofNullable(trailers.get(STATUS)).map(code -> Status.fromCodeValue(Integer.parseInt(code))
                            .getCode()),
                    message.orElse(trailers.contains(STATUS) ? "" : bare),
                    Optional.ofNullable(trailers.get("grpc-status-details-bin"))
                            .map(Base64.getDecoder()::decode)
                            .orElse(new byte[0]),
                    length(trailers),
                    trailers.contains(STATUS) ? messages(body.getBytes()) : List.of());
        });
    }

    /** As HTTP/2 counts it. */
    private static long length(MultiMap headers) {
        return headers.entries().stream()
                .mapToLong(
                        header -> header.getKey().length() + header.getValue().length() + MORE_THAN_ITS_TEXT)
                .sum();
    }

    private static List<byte[]> messages(byte[] body) {
        var messages = new ArrayList<byte[]>();
        var left = ByteBuffer.wrap(body);
        while (left.remaining() >= HEAD) {
            left.get();
            var message = new byte[left.getInt()];
            left.get(message);
            messages.add(message);
        }
        return messages;
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
    }
}
