package dev.roundtrip.database;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;

/**
 * Closes a connection on which nothing came for too long. The database's client would take its leave instead, and then wait
 * for the other side to do so too, which is silent: who waits for an answer would wait on.
 */
final class SilentEnd extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof IdleStateEvent) {
            // From here on outwards, past the client's own way to close.
            context.close();
        } else {
            super.userEventTriggered(context, event);
        }
    }
}
