package dev.roundtrip.orchestrator.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.quarkus.runtime.ImageMode;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Figures of the JVM, as Quarkus would have them ({@code quarkus.micrometer.binder.jvm}) but for two that sum up what the others say of
 * memory and collections, and for which a twentieth of the start is spent.
 */
@Singleton
class JvmMeters implements MeterBinder {
    private Optional<JvmGcMetrics> collections = Optional.empty();

    @Override
    public void bindTo(MeterRegistry meters) {
        new JvmInfoMetrics().bindTo(meters);
        new ClassLoaderMetrics().bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        // An executable tells nobody when it has collected.
        if (ImageMode.current() == ImageMode.JVM) {
            var told = new JvmGcMetrics();
            told.bindTo(meters);
            collections = Optional.of(told);
        }
    }

    @PreDestroy
    void close() {
        collections.ifPresent(JvmGcMetrics::close);
    }
}
