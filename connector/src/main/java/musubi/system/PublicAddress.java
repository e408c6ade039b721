package musubi.system;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** How LINE, HubSpot, friends and operators reach this Musubi. */
public final class PublicAddress {

    private final @Nullable String configured;
    private final Environment environment;

    PublicAddress(@Nullable String configured, Environment environment) {
        this.configured = configured;
        this.environment = environment;
    }

    /**
     * The configured address, else {@link #local()}; without a slash at the end. Ask for it when it is needed: the port
     * may be known only once the web server runs.
     */
    public URI base() {
        return configured == null ? local() : URI.create(configured);
    }

    /**
     * The full address of a path of ours.
     *
     * @param path with a slash at its start
     */
    public URI of(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: " + path + " (expected: one that starts with a slash)");
        }
        return URI.create(base() + path);
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
