package musubi.system;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The bearer token of {@code musubi.api-token}, kept as its hash. */
public final class ApiToken {

    private final byte @Nullable [] hash;

    private ApiToken(byte @Nullable [] hash) {
        this.hash = hash;
    }

    static ApiToken of(@Nullable String token) {
        return new ApiToken(token == null ? null : Sha256.of(token));
    }

    /** Whether there is one at all. */
    public boolean isConfigured() {
        return hash != null;
    }

    /** Compares in a time that tells nothing about how much of it is right. */
    public boolean matches(String token) {
        return hash != null && MessageDigest.isEqual(hash, Sha256.of(token));
    }
}
