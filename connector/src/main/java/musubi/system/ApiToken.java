package musubi.system;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The bearer token of {@code musubi.api-token}, of which only the hash is held. */
public final class ApiToken {

    private final byte @Nullable [] hash;

    private ApiToken(byte @Nullable [] hash) {
        this.hash = hash;
    }

    static ApiToken of(@Nullable String token) {
        return new ApiToken(token == null ? null : Sha256.of(token));
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
