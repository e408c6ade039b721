package musubi.delivery.crypto;

import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;

/** The key that tells the people of one delivery apart without naming them. Opens nothing. Thread-safe. */
public final class PeopleKey {

    private static final int HASH_BYTES = 16;

    private final PrfHmacJce prf;

    PeopleKey(byte[] key) {
        try {
            this.prf = new PrfHmacJce("HMACSHA256", new SecretKeySpec(key, "HMAC"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot be used", e);
        }
    }

    /** 8 bytes that are equal for the same person in this delivery alone. */
    public long hash(String userId) {
        try {
            return ByteBuffer.wrap(prf.compute(userId.getBytes(StandardCharsets.UTF_8), HASH_BYTES))
                    .getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
