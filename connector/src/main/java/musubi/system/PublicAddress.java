package musubi.system;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** How LINE, HubSpot, friends and operators reach this Musubi. */
@Component
public final class PublicAddress {

    private final @Nullable String configured;
    private final Environment environment;

    PublicAddress(SystemSettings settings, Environment environment) {
        this.configured = settings.publicBaseUrl();
        this.environment = environment;
    }

    /**
     * The address of a running Musubi with these settings, for a command that runs beside it.
     *
     * @throws StartFailure when {@code musubi.public-base-url} is invalid
     */
    public static PublicAddress of(Environment environment) {
        var settings = new SystemSettings(
                environment.getProperty("musubi.data-dir", "data"),
                environment.getProperty("musubi.public-base-url"),
                null,
                null,
                null);
        return new PublicAddress(settings, environment);
    }

    /**
     * The configured address, else {@link #local()}; without a slash at the end. It may be known only once the web server runs, so call
     * this when it is needed.
     */
    public URI base() {
        return configured == null ? local() : URI.create(configured);
    }

    /**
     * The full address of a path.
     *
     * @param path must start with a slash
     */
    public URI of(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: " + path + " (expected: one that starts with a slash)");
        }
        return URI.create(base() + path);
    }

    /** Whether the address is https. */
    public boolean isEncrypted() {
        return "https".equalsIgnoreCase(base().getScheme());
    }

    /** Whether Musubi itself terminates TLS. */
    boolean servesTls() {
        return "https".equals(local().getScheme());
    }

    /** The address on this machine, whatever is configured; without a slash at the end. */
    public URI local() {
        var port = environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"));
        var encrypted = environment.containsProperty("server.ssl.bundle")
                || environment.containsProperty("server.ssl.key-store")
                || environment.containsProperty("server.ssl.certificate");
        return URI.create((encrypted ? "https" : "http") + "://localhost:" + port);
    }
}
