package dev.roundtrip.database;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.Future;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.impl.NetClientImpl;
import io.vertx.pgclient.impl.PgConnectionFactory;
import io.vertx.sqlclient.SqlConnectOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Makes connections that end when they have been silent for too long, also while they are being made. */
final class NoticingFactory extends PgConnectionFactory {
    private final Map<JsonObject, NetClient> clients = new ConcurrentHashMap<>();

    NoticingFactory(VertxInternal vertx, Supplier<? extends Future<? extends SqlConnectOptions>> databases) {
        super(vertx, databases);
    }

    @Override
    protected NetClient netClient(NetClientOptions options) {
        return clients.computeIfAbsent(options.toJson(), same -> {
            var client = new NoticingClient(new NetClientOptions(options));
            clientCloseFuture.add(client);
            return client;
        });
    }

    private final class NoticingClient extends NetClientImpl {
        private NoticingClient(NetClientOptions options) {
            super(vertx, null, options, clientCloseFuture);
        }

        @Override
        protected void initChannel(ChannelPipeline pipeline) {
            super.initChannel(pipeline);
            pipeline.addLast(new SilentEnd());
        }
    }
}
