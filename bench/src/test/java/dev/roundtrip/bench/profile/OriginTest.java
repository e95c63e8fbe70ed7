package dev.roundtrip.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "dev.roundtrip.saga.core.Saga.next, OURS",
        "io.netty.channel.nio.NioEventLoop.run, NETTY",
        "io.grpc.stub.ClientCalls.startCall, GRPC",
        "com.google.protobuf.CodedInputStream.readTag, GRPC",
        "io.vertx.pgclient.impl.codec.PgEncoder.write, DATABASE",
        "io.vertx.grpc.server.impl.GrpcServerImpl.handle, VERTX",
        "io.vertx.core.impl.ContextBase.emit, VERTX",
        "io.smallrye.mutiny.operators.uni.UniMap.subscribe, VERTX",
        "java.util.HashMap.get, JDK",
        "jdk.internal.misc.Unsafe.park, JDK",
        "io.micrometer.core.instrument.Timer.record, OTHER",
        "all, OTHER"
    })
    void thePackageSaysWhoseAMethodIs(String method, Origin origin) {
        assertEquals(origin, Origin.of(method));
    }
}
