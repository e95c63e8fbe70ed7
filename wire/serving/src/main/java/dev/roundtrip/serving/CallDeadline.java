package dev.roundtrip.serving;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The deadline that a call came with. It is read from the call's own header, since not every server of gRPC hands it on as
 * the context's deadline.
 */
@ApplicationScoped
@GlobalInterceptor
public class CallDeadline implements ServerInterceptor {
    private static final Metadata.Key<String> HEADER =
            Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);
    /** Longer than any wait here; keeps what a caller may write within what nanoseconds can count. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Context.Key<Long> DEADLINE = Context.key("roundtrip-call-deadline");

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var context = Context.current();
        var timeout = Optional.ofNullable(context.getDeadline())
                .map(deadline -> Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS)))
                .or(() -> Optional.ofNullable(headers.get(HEADER)).flatMap(CallDeadline::parse));
        return timeout.map(left -> Contexts.interceptCall(
                        context.withValue(DEADLINE, System.nanoTime() + left.toNanos()), call, headers, next))
                .orElseGet(() -> next.startCall(call, headers));
    }

    /** How long the current call has left; empty when it has no deadline. */
    public static Optional<Duration> timeLeft() {
        return Optional.ofNullable(DEADLINE.get()).map(deadline -> Duration.ofNanos(deadline - System.nanoTime()));
    }

    /** As the gRPC wire protocol writes it: up to eight digits and a unit. */
    static Optional<Duration> parse(String timeout) {
        if (!timeout.matches("[0-9]{1,8}[HMSmun]")) {
            return Optional.empty();
        }
        long amount = Long.parseLong(timeout.substring(0, timeout.length() - 1));
        var duration =
                switch (timeout.charAt(timeout.length() - 1)) {
                    case 'H' -> Duration.ofHours(amount);
                    case 'M' -> Duration.ofMinutes(amount);
                    case 'S' -> Duration.ofSeconds(amount);
                    case 'm' -> Duration.ofMillis(amount);
                    case 'u' -> Duration.ofNanos(amount * 1_000);
                    default -> Duration.ofNanos(amount);
                };
        return Optional.of(duration.compareTo(LONGEST) < 0 ? duration : LONGEST);
    }
}
