package dev.roundtrip.orchestrator.participants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.NameResolver;
import io.grpc.SynchronizationContext;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A replica that is added is heard of without a connection being lost. */
class ReplicasTest {
    private static final int OFTEN = 3;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final SynchronizationContext channel = new SynchronizationContext((thread, e) -> {
        throw new AssertionError(e);
    });
    private final AtomicReference<URI> asked = new AtomicReference<>();
    private final Dns dns = new Dns();
    private final Replicas replicas = new Replicas(
            new NameResolver.Factory() {
                @Override
                public NameResolver newNameResolver(URI target, NameResolver.Args args) {
                    asked.set(target);
                    return dns;
                }

                @Override
                public String getDefaultScheme() {
                    return "dns";
                }
            },
            Duration.ofMillis(1));

    private static final class Dns extends NameResolver {
        private final CountDownLatch often = new CountDownLatch(OFTEN);
        private volatile boolean ended;
        private volatile boolean askedAfterItsEnd;

        @Override
        public String getServiceAuthority() {
            return "flight-service:8080";
        }

        @Override
        public void start(Listener2 listener) {}

        @Override
        public void refresh() {
            askedAfterItsEnd |= ended;
            often.countDown();
        }

        @Override
        public void shutdown() {
            ended = true;
        }
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private NameResolver resolver(String target) {
        return replicas.newNameResolver(
                URI.create(target),
                NameResolver.Args.newBuilder()
                        .setDefaultPort(80)
                        .setProxyDetector(address -> null)
                        .setSynchronizationContext(channel)
                        .setServiceConfigParser(new NameResolver.ServiceConfigParser() {
                            @Override
                            public NameResolver.ConfigOrError parseServiceConfig(java.util.Map<String, ?> config) {
                                return NameResolver.ConfigOrError.fromConfig(config);
                            }
                        })
                        .setScheduledExecutorService(timer)
                        .build());
    }

    @Test
    void dnsIsAskedAgainAndAgainUntilTheChannelIsClosed() throws Exception {
        var resolver = resolver("replicas://flight-service:8080");
        assertEquals(URI.create("dns:///flight-service:8080"), asked.get());
        channel.execute(() -> resolver.start((NameResolver.Listener2) null));
        assertTrue(dns.often.await(10, TimeUnit.SECONDS));
        channel.execute(resolver::shutdown);
        // What was due before that has run once this has: there is one thread.
        timer.schedule(() -> {}, 20, TimeUnit.MILLISECONDS).get();
        assertTrue(dns.ended);
        assertEquals(false, dns.askedAfterItsEnd);
    }

    @Test
    void otherSchemesAreSomebodyElses() {
        assertNull(resolver("dns:///flight-service:8080"));
        assertNull(asked.get());
    }
}
