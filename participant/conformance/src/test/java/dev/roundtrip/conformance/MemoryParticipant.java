package dev.roundtrip.conformance;

import dev.roundtrip.conformance.trade.Method;
import dev.roundtrip.conformance.trade.Trade;
import io.grpc.HandlerRegistry;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A desk that is served over gRPC and TCP. */
final class MemoryParticipant implements AutoCloseable {
    private static final int MOST_BYTES = 16 << 20;
    private static final int LOWEST_PORT = 15_000;
    private static final int HIGHEST_PORT = 30_000;
    private static final int TRIES = 50;

    private final Desk desk;
    private final Trade trade;
    private final boolean knowsEveryMethod;
    private final boolean garbageEndsTheConnection;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Server server;

    private MemoryParticipant(Trade trade, int units, Set<Fault> faults) {
        this.trade = trade;
        this.desk = new Desk(trade, units, faults);
        this.knowsEveryMethod = faults.contains(Fault.UNKNOWN_METHODS_ARE_INTERNAL);
        this.garbageEndsTheConnection = faults.contains(Fault.GARBAGE_ENDS_THE_CONNECTION);
        this.server = startSomewhere();
    }

    static MemoryParticipant right(Trade trade, int units) {
        return new MemoryParticipant(trade, units, Set.of());
    }

    static MemoryParticipant wrong(Trade trade, int units, Fault fault) {
        return new MemoryParticipant(trade, units, Set.of(fault));
    }

    Target target() {
        return new Target("127.0.0.1", server.getPort());
    }

    List<Integer> left() {
        return desk.left();
    }

    /** As a process that is killed and started again. */
    synchronized void restart() {
        var port = server.getPort();
        stop();
        desk.restart();
        server = start(port);
    }

    /** It goes on serving, by other connections. */
    private synchronized void endConnections() {
        var port = server.getPort();
        stop();
        server = start(port);
    }

    /** Not where the system takes ports for clients from: one of those could have it when this is started again. */
    private Server startSomewhere() {
        var random = RandomGenerator.getDefault();
        for (var i = 0; ; i++) {
            try {
                return start(random.nextInt(LOWEST_PORT, HIGHEST_PORT));
            } catch (UncheckedIOException taken) {
                if (i == TRIES) {
                    throw taken;
                }
            }
        }
    }

    private Server start(int port) {
        try {
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .executor(threads)
                    .maxInboundMessageSize(MOST_BYTES)
                    .fallbackHandlerRegistry(new Methods())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop() {
        try {
            var stopped = server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
            if (!stopped) {
                throw new IllegalStateException("the server doesn't stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        stop();
        threads.shutdownNow();
    }

    private final class Methods extends HandlerRegistry {
        private final Map<String, Method> known = Stream.of(
                        trade.reserve(), trade.cancel(), trade.get(), trade.search())
                .collect(Collectors.toMap(Method::fullName, Function.identity()));

        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
            var method = known.get(name);
            if (method == null && !knowsEveryMethod) {
                return null;
            }
            return ServerMethodDefinition.create(Bytes.method(name), ServerCalls.asyncUnaryCall((request, answers) -> {
                if (method == null) {
                    answers.onError(Status.INTERNAL.asRuntimeException());
                } else {
                    answer(method, request, answers);
                }
            }));
        }

        private void answer(Method method, byte[] request, StreamObserver<byte[]> answers) {
            try {
                answers.onNext(desk.answer(method, request).toByteArray());
                answers.onCompleted();
            } catch (StatusRuntimeException refused) {
                answers.onError(refused);
                if (garbageEndsTheConnection && refused.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
                    threads.execute(MemoryParticipant.this::endConnections);
                }
            }
        }
    }
}
