package musubi.system;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The bearer token of {@code musubi.api-token}, of which only the hash is held. */
@Component
public final class ApiToken {

    private final byte @Nullable [] hash;

    ApiToken(SystemSettings settings) {
        var token = settings.apiToken();
        this.hash = token == null ? null : Sha256.of(token);
    }

    /** Whether a token is configured. */
    public boolean isConfigured() {
        return hash != null;
    }

    /** Compares in constant time. */
    public boolean matches(String token) {
        return hash != null && MessageDigest.isEqual(hash, Sha256.of(token));
    }
}
