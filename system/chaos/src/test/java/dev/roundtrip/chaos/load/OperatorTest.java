package dev.roundtrip.chaos.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.saga.v1.CommandRecorded;
import dev.roundtrip.saga.v1.CommandResult;
import dev.roundtrip.saga.v1.ListSagasRequest;
import dev.roundtrip.saga.v1.ListSagasResponse;
import dev.roundtrip.saga.v1.ReleaseSagaRequest;
import dev.roundtrip.saga.v1.ReleaseSagaResponse;
import dev.roundtrip.saga.v1.SagaFlag;
import dev.roundtrip.saga.v1.SagaOperationsServiceGrpc.SagaOperationsServiceImplBase;
import dev.roundtrip.saga.v1.SagaSummary;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorTest {
    private final Orchestrator orchestrator = new Orchestrator();
    private Server server;
    private Door door;

    private static final class Orchestrator extends SagaOperationsServiceImplBase {
        private volatile Optional<String> quarantined = Optional.empty();
        private volatile boolean answers = true;

        @Override
        public void listSagas(ListSagasRequest request, StreamObserver<ListSagasResponse> caller) {
            var listed = ListSagasResponse.newBuilder();
            if (request.getFlagsList().contains(SagaFlag.SAGA_FLAG_QUARANTINED)) {
                quarantined.ifPresent(id -> listed.addSagas(SagaSummary.newBuilder()
                        .setSagaId(id)
                        .addFlags(SagaFlag.SAGA_FLAG_QUARANTINED)
                        .setLastSequence(9)));
            }
            caller.onNext(listed.build());
            caller.onCompleted();
        }

        @Override
        public void releaseSaga(ReleaseSagaRequest request, StreamObserver<ReleaseSagaResponse> caller) {
            quarantined = Optional.empty();
            if (!answers) {
                caller.onError(Status.UNAVAILABLE.asRuntimeException());
                return;
            }
            var result = CommandResult.newBuilder()
                    .setSagaId(request.getSagas(0).getSagaId())
                    .setRecorded(CommandRecorded.newBuilder().setSequence(10));
            caller.onNext(ReleaseSagaResponse.newBuilder().addResults(result).build());
            caller.onCompleted();
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(orchestrator)
                .build()
                .start();
        door = new Door("127.0.0.1:" + server.getPort());
    }

    @AfterEach
    void stop() {
        door.close();
        server.shutdownNow();
    }

    private Operator operator() {
        return new Operator(new Scene(List.of(door), new Testimonies(), new Meter()), new Testimony("of no traveller"));
    }

    @Test
    void whatIsFoundInQuarantineIsLetGoAndRemembered() {
        orchestrator.quarantined = Optional.of("one");
        var operator = operator();
        assertEquals(Optional.of(1), operator.letAllGoOn(0));
        assertEquals(Optional.of(0), operator.letAllGoOn(0));
        assertEquals(Set.of("one"), operator.foundInQuarantine());
    }

    @Test
    void evenWhenNobodyHearsThatItWasLetGo() {
        orchestrator.quarantined = Optional.of("one");
        orchestrator.answers = false;
        var operator = operator();
        operator.letAllGoOn(0);
        assertEquals(Set.of("one"), operator.foundInQuarantine());
    }

    @Test
    void mostlyThereIsNothing() {
        var operator = operator();
        assertEquals(Optional.of(0), operator.letAllGoOn(0));
        assertEquals(Set.of(), operator.foundInQuarantine());
    }
}
