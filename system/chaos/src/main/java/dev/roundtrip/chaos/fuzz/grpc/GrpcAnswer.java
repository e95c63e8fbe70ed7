package dev.roundtrip.chaos.fuzz.grpc;

import io.grpc.Status;
import java.util.List;
import java.util.Optional;

/** What came of a call. */
public sealed interface GrpcAnswer {
    /** In a word, to be counted by. */
    String name();

    /**
     * It was answered.
     *
     * @param http the HTTP status
     * @param status the gRPC status; empty when there was none
     * @param message its description
     * @param details the bytes of its google.rpc.Status; none when it has none
     * @param headerBytes how long the headers are that it came with, by HTTP/2's count
     * @param messages what came before it
     */
    record Answered(
            int http,
            Optional<Status.Code> status,
            String message,
            byte[] details,
            long headerBytes,
            List<byte[]> messages)
            implements GrpcAnswer {
        public Answered {
            details = details.clone();
            messages = List.copyOf(messages);
        }

        @Override
        public String name() {
            return status.map(Status.Code::name).orElse("HTTP " + http);
        }
    }

    /** The stream or the connection was cut. */
    record Cut(String how) implements GrpcAnswer {
        @Override
        public String name() {
            return "CUT";
        }
    }

    /** Nothing, for as long as it was waited. */
    record Silence() implements GrpcAnswer {
        @Override
        public String name() {
            return "SILENCE";
        }
    }

    /** The caller didn't wait. */
    record NotAwaited() implements GrpcAnswer {
        @Override
        public String name() {
            return "NOT AWAITED";
        }
    }
}
