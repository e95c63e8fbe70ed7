package dev.roundtrip.serving;

import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

@ApplicationScoped
public class WritesTogether {
    private static final int FIRST = -1200;

    void stand(@Observes Router router) {
        if (System.getenv("NOFLUSH") == null) router.route().order(FIRST).handler(WritesTogether::enter);
    }

    private static void enter(RoutingContext call) {
        var pipeline = ((ConnectionBase) call.request().connection()).channel().pipeline();
        if (pipeline.get(FlushConsolidationHandler.class) == null) {
            pipeline.addFirst(new FlushConsolidationHandler(
                    FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true));
        }
        call.next();
    }
}
