package dev.roundtrip.orchestrator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/** A name with several addresses, as that of a headless Service has; for all others the machine's own resolver answers. */
public final class NamesForTests extends InetAddressResolverProvider {
    /** The name. */
    public static final String SEVERAL = "several.replicas.test";

    static final int ADDRESSES = 3;

    /** Its addresses: of this machine, all of them, without having to be set up (on Linux, that is). */
    static String address(int index) {
        return "127.0.0." + (index + 2);
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        var machine = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                if (!host.equals(SEVERAL)) {
                    return machine.lookupByName(host, policy);
                }
                var addresses = Stream.<InetAddress>builder();
                for (int i = 0; i < ADDRESSES; i++) {
                    addresses.add(InetAddress.getByAddress(host, new byte[] {127, 0, 0, (byte) (i + 2)}));
                }
                return addresses.build();
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return machine.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "names for tests";
    }
}
