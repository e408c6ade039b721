package musubi.system;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The bearer token of {@code musubi.api-token}, kept as its hash. */
public final class ApiToken {

    private final byte @Nullable [] hash;

    private ApiToken(byte @Nullable [] hash) {
        this.hash = hash;
    }

    static ApiToken of(@Nullable String token) {
        return new ApiToken(token == null ? null : hash(token));
    }

    /** Whether there is one at all. */
    public boolean isConfigured() {
        return hash != null;
    }

    /** Compares in a time that tells nothing about how much of it is right. */
    public boolean matches(String token) {
        return hash != null && MessageDigest.isEqual(hash, hash(token));
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
