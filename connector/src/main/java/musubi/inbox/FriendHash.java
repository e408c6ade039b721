package musubi.inbox;

import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import musubi.inbox.crypto.EventCipher;

/**
 * A keyed hash by which two values of the same friend are found equal without storing them: 128 bits of HMAC-SHA-256, with a key derived
 * from the master key, and the connection as part of the input. Without the key nobody can try values against a stored hash, and the
 * same friend of two connections has two hashes (docs/adr/0017).
 */
public final class FriendHash {

    private static final int BYTES = 16;

    private final PrfHmacJce prf;

    /**
     * With a key derived from the master key.
     *
     * @param masterKey 32 bytes
     */
    public FriendHash(byte[] masterKey) {
        try {
            this.prf = new PrfHmacJce(
                    "HMACSHA256",
                    new SecretKeySpec(EventCipher.derivedKey(masterKey, "musubi hashes of friends"), "HMAC"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key cannot be used", e);
        }
    }

    /** Of a LINE user id, or of what a contact has in its place. */
    public UUID of(UUID connectionId, String value) {
        return of(connectionId, Sha256Id.of(value));
    }

    /** Of a value of which only the {@link Sha256Id} is known. */
    public UUID of(UUID connectionId, UUID sha256Id) {
        var message = ByteBuffer.allocate(2 * BYTES)
                .putLong(connectionId.getMostSignificantBits())
                .putLong(connectionId.getLeastSignificantBits())
                .putLong(sha256Id.getMostSignificantBits())
                .putLong(sha256Id.getLeastSignificantBits());
        try {
            var hash = ByteBuffer.wrap(prf.compute(message.array(), BYTES));
            return new UUID(hash.getLong(), hash.getLong());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
