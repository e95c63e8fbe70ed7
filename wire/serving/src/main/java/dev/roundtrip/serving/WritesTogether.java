package dev.roundtrip.serving;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Has what is said on a connection in one go of its event loop go out in one write. The server sends headers, message and trailers of an
 * answer each by itself as soon as it has them, three calls of the system for what the caller needs all of, and as many for each of the
 * others that a commit or a participant's answer decides at the same time.
 */
@ApplicationScoped
public class WritesTogether {
    /** Before anyone answers. */
    private static final int FIRST = -1200;
    /** So many times in a row may it be put off; and no longer than a connection has room for what it keeps. */
    private static final int MOST = 256;

    void stand(@Observes Router router) {
        router.route().order(FIRST).handler(WritesTogether::enter);
    }

    /** A connection is known by its first request. */
    private static void enter(RoutingContext call) {
        together(((ConnectionBase) call.request().connection()).channel().pipeline());
        call.next();
    }

    private static void together(ChannelPipeline pipeline) {
        if (pipeline.get(FlushConsolidationHandler.class) == null) {
            pipeline.addFirst(new FlushConsolidationHandler(MOST, true));
        }
    }
}
