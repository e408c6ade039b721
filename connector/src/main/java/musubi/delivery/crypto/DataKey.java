package musubi.delivery.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;

/** The key of one delivery: it encrypts who gets what, and tells people apart without naming them. Thread-safe. */
public final class DataKey {

    private static final int HASH_BYTES = 16;

    private final Aead aead;
    private final PrfHmacJce prf;

    DataKey(byte[] key) {
        try {
            this.aead = new AesGcmJce(hash(key, "calls"));
            this.prf = new PrfHmacJce("HMACSHA256", new SecretKeySpec(hash(key, "people"), "HMAC"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot be used", e);
        }
    }

    /** One key for each purpose. */
    private static byte[] hash(byte[] key, String purpose) throws GeneralSecurityException {
        return new PrfHmacJce("HMACSHA256", new SecretKeySpec(key, "HMAC"))
                .compute(purpose.getBytes(StandardCharsets.UTF_8), 32);
    }

    /**
     * Encrypts bytes.
     *
     * @param boundTo must be the same when it is opened
     */
    public byte[] encrypt(byte[] clear, String boundTo) {
        try {
            return aead.encrypt(clear, boundTo.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a call cannot be encrypted", e);
        }
    }

    /**
     * Decrypts bytes.
     *
     * @throws IllegalStateException when it is not what {@link #encrypt} made
     */
    public byte[] decrypt(byte[] encrypted, String boundTo) {
        try {
            return aead.decrypt(encrypted, boundTo.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a call does not decrypt with the key of its delivery", e);
        }
    }

    /** 8 bytes that are equal for the same person in this delivery alone. */
    public long personHash(String userId) {
        try {
            return ByteBuffer.wrap(prf.compute(userId.getBytes(StandardCharsets.UTF_8), HASH_BYTES))
                    .getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
