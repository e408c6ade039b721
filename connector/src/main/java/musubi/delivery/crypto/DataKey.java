package musubi.delivery.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;

/** The key of one delivery: it encrypts who gets what, and tells people apart without naming them. Thread-safe. */
public final class DataKey {

    private final Aead aead;
    private final PeopleKey people;

    DataKey(byte[] key) {
        try {
            this.aead = new AesGcmJce(hash(key, "calls"));
            this.people = new PeopleKey(people(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot be used", e);
        }
    }

    /** The part of it that tells people apart. */
    static byte[] people(byte[] key) throws GeneralSecurityException {
        return hash(key, "people");
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
        return people.hash(userId);
    }
}
