package dev.roundtrip.system.postgres;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** A fresh database, which the application's pool reaches by a {@link Wire} that the test is given; migrations don't. */
public final class PostgresBehindAWire implements QuarkusTestResourceLifecycleManager {
    private static final String URL = "quarkus.datasource.reactive.url";

    private final PostgresForTests postgres = new PostgresForTests();
    private Wire wire;

    /** After those that are started for every test of a module: what the last one says is where the database is. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public void init(Map<String, String> arguments) {
        postgres.init(arguments);
    }

    @Override
    public Map<String, String> start() {
        var config = new HashMap<>(postgres.start());
        var direct = URI.create(config.get(URL));
        wire = Wire.to(direct.getHost(), direct.getPort());
        config.put(URL, "postgresql://127.0.0.1:" + wire.port() + direct.getPath());
        return config;
    }

    @Override
    public void inject(TestInjector test) {
        test.injectIntoFields(wire, new TestInjector.MatchesType(Wire.class));
    }

    @Override
    public void stop() {
        if (wire != null) {
            wire.close();
        }
        postgres.stop();
    }
}
