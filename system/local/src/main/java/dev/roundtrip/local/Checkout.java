package dev.roundtrip.local;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The source tree that this program was built in, and so the services beside it.
 *
 * @param root its topmost folder
 */
public record Checkout(Path root) {
    /** The environment variable that has data and logs kept elsewhere. */
    static final String FOLDER_SETTING = "ROUNDTRIP_FOLDER";

    /** The tree that this class's jar or folder lies in. */
    public static Checkout locate() {
        return Stream.iterate(whereThisClassIs(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isRegularFile(folder.resolve("system/local/pom.xml")))
                .findFirst()
                .map(Checkout::new)
                .orElseThrow(() -> new LocalFailure(
                        "The services are looked for beside this program, in the source tree it was built in; "
                                + whereThisClassIs() + " is in none."));
    }

    private static Path whereThisClassIs() {
        try {
            return Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new LocalFailure("The place this program runs from has no readable name.", e);
        }
    }

    /** The folder that a service is built in. */
    Path module(ServiceName service) {
        return root.resolve(service.module());
    }

    /** How a service is started. */
    List<String> command(ServiceName service, Packaging packaging, List<String> javaOptions) {
        return packaging.command(root, module(service), javaOptions);
    }

    /**
     * Makes sure that all four services can be started as the environment says.
     *
     * @throws LocalFailure that names the first that has not been built
     */
    public void requireBuilt() {
        requireBuilt(Packaging.from(System.getenv()));
    }

    /** The same for one form of them. */
    void requireBuilt(Packaging packaging) {
        for (var service : ServiceName.values()) {
            packaging
                    .parts(root, module(service))
                    .filter(part -> !Files.isRegularFile(part))
                    .findFirst()
                    .ifPresent(missing -> {
                        throw new LocalFailure(service.module() + " is not built (there is no "
                                + root.relativize(missing) + "): make " + packaging.target() + ".");
                    });
        }
    }

    /**
     * Where data and logs are kept.
     *
     * @param settings the environment, which may name another folder
     */
    public Path kept(Map<String, String> settings) {
        var elsewhere = settings.getOrDefault(FOLDER_SETTING, "").strip();
        return elsewhere.isEmpty()
                ? root.resolve(".roundtrip")
                : Path.of(elsewhere).toAbsolutePath();
    }
}
