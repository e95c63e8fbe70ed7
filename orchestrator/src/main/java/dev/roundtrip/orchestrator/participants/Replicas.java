package dev.roundtrip.orchestrator.participants;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.SynchronizationContext.ScheduledHandle;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Resolves {@code replicas://flight-service:8080} to all addresses that DNS has for the name, and asks for them again and again.
 *
 * <p>gRPC's own resolver asks again when a connection was lost, and not before: it would never hear of a replica that was
 * added. How soon this one does is bounded by how long the JVM remembers what DNS said, half a minute unless told otherwise.
 */
final class Replicas extends NameResolverProvider {
    /** To be set as a client's {@code name-resolver}. */
    static final String SCHEME = "replicas";

    private static final int PRIORITY = 5;
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final NameResolver.Factory dns;
    private final Duration interval;

    Replicas(NameResolver.Factory dns, Duration interval) {
        this.dns = dns;
        this.interval = interval;
    }

    /** Before the first channel is made; not by a service file, which a native image would not find. */
    @ApplicationScoped
    static class Registration {
        void register(@Observes @Priority(1) StartupEvent start) {
            var registry = NameResolverRegistry.getDefaultRegistry();
            registry.register(new Replicas(registry.asFactory(), INTERVAL));
        }
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return SCHEME.equals(target.getScheme())
                ? new Watch(dns.newNameResolver(URI.create("dns:///" + target.getAuthority()), args), args)
                : null;
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return PRIORITY;
    }

    /** What DNS says, and what it says later. Lives in its channel's synchronization context. */
    private final class Watch extends NameResolver {
        private final NameResolver resolver;
        private final Args args;
        private ScheduledHandle next;

        Watch(NameResolver resolver, Args args) {
            this.resolver = resolver;
            this.args = args;
        }

        @Override
        public String getServiceAuthority() {
            return resolver.getServiceAuthority();
        }

        @Override
        public void start(Listener2 listener) {
            resolver.start(listener);
            askLater();
        }

        private void askLater() {
            next = args.getSynchronizationContext()
                    .schedule(
                            () -> {
                                resolver.refresh();
                                askLater();
                            },
                            interval.toMillis(),
                            TimeUnit.MILLISECONDS,
                            args.getScheduledExecutorService());
        }

        @Override
        public void refresh() {
            resolver.refresh();
        }

        @Override
        public void shutdown() {
            if (next != null) {
                next.cancel();
            }
            resolver.shutdown();
        }
    }
}
