package dev.roundtrip.bench.stubs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.hotel.v1.CancelHotelRequest;
import dev.roundtrip.hotel.v1.CancelHotelResponse;
import dev.roundtrip.hotel.v1.HotelServiceGrpc;
import dev.roundtrip.hotel.v1.ReserveHotelRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CancelGateTest {
    @Test
    void nothingIsTakenBackUntilItIsOpen() throws IOException {
        var gate = new CancelGate(Status.Code.UNAVAILABLE);
        var server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new StubHotels())
                .intercept(gate)
                .build()
                .start();
        var channel = NettyChannelBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()))
                .usePlaintext()
                .build();
        try {
            var hotels = HotelServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
            assertTrue(
                    hotels.reserveHotel(ReserveHotelRequest.getDefaultInstance())
                            .hasReservation(),
                    "reserves are none of its business");
            var refused = assertThrows(
                    StatusRuntimeException.class, () -> hotels.cancelHotel(CancelHotelRequest.getDefaultInstance()));
            assertEquals(Status.Code.UNAVAILABLE, refused.getStatus().getCode());
            gate.open();
            assertEquals(
                    CancelHotelResponse.getDefaultInstance(),
                    hotels.cancelHotel(CancelHotelRequest.getDefaultInstance()));
        } finally {
            channel.shutdownNow();
            server.shutdownNow();
        }
    }
}
