package dev.roundtrip.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.flush.FlushConsolidationHandler;
import org.junit.jupiter.api.Test;

class WritesTogetherTest {
    private final Flushes flushes = new Flushes();
    private final EmbeddedChannel connection = new EmbeddedChannel();

    private static final class Flushes extends ChannelOutboundHandlerAdapter {
        private int count;

        @Override
        public void flush(ChannelHandlerContext context) {
            count++;
            context.flush();
        }
    }

    @Test
    void anAnswerInThreePartsIsOneWrite() {
        WritesTogether.together(connection.pipeline());
        connection.pipeline().addFirst(flushes);

        connection.writeAndFlush("headers");
        connection.writeAndFlush("message");
        connection.writeAndFlush("trailers");
        assertEquals(0, flushes.count);

        connection.runPendingTasks();
        assertEquals(1, flushes.count);
        assertEquals("headers", connection.readOutbound());
        assertEquals("message", connection.readOutbound());
        assertEquals("trailers", connection.readOutbound());
    }

    @Test
    void aConnectionIsToldOnceHoweverManyCallsComeOnIt() {
        WritesTogether.together(connection.pipeline());
        WritesTogether.together(connection.pipeline());

        assertEquals(
                1,
                connection.pipeline().toMap().values().stream()
                        .filter(FlushConsolidationHandler.class::isInstance)
                        .count());
    }
}
