package dev.roundtrip.schema;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/** Keeps Quarkus from starting Flyway by itself, unless settings say that it should: {@link SchemaAtStart} does. */
public final class FlywayWhenNeeded implements SmallRyeConfigBuilderCustomizer {
    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        builder.withDefaultValue("quarkus.flyway.active", "false");
    }
}
