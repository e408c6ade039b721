package musubi.delivery.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.subtle.XChaCha20Poly1305;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import musubi.system.MasterKey;
import org.springframework.stereotype.Component;

/**
 * Makes and opens the keys of deliveries. A key is random, and rests encrypted with a key derived from the master key: when it is deleted,
 * all that it encrypted is gone, in old back-ups of the other tables and in the write-ahead log too.
 */
@Component
public final class DataKeys {

    private final Aead wrapping;
    private final SecureRandom random = new SecureRandom();

    DataKeys(MasterKey masterKey) {
        try {
            this.wrapping = new XChaCha20Poly1305(Hkdf.computeHkdf(
                    "HmacSha256",
                    masterKey.bytes(),
                    new byte[0],
                    "musubi/delivery/data-key".getBytes(StandardCharsets.UTF_8),
                    MasterKey.LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key cannot be used", e);
        }
    }

    /** A new key for a delivery, encrypted. */
    public byte[] create(UUID delivery) {
        var key = new byte[MasterKey.LENGTH];
        random.nextBytes(key);
        try {
            return wrapping.encrypt(key, bytes(delivery.toString()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key cannot be encrypted", e);
        }
    }

    /**
     * The key that {@link #create} made for this delivery.
     *
     * @throws IllegalStateException when it was made with another master key, or for another delivery
     */
    public DataKey open(UUID delivery, byte[] encrypted) {
        try {
            return new DataKey(wrapping.decrypt(encrypted, bytes(delivery.toString())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the key of the delivery %s does not decrypt with this master key".formatted(delivery), e);
        }
    }

    /**
     * The part of a delivery's key that tells its people apart, encrypted on its own: it stays when that key goes.
     *
     * @param encrypted what {@link #create} made for this delivery
     */
    public byte[] createPeople(UUID delivery, byte[] encrypted) {
        try {
            return wrapping.encrypt(
                    DataKey.people(wrapping.decrypt(encrypted, bytes(delivery.toString()))), people(delivery));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key cannot be encrypted", e);
        }
    }

    /**
     * The key that {@link #createPeople} made for this delivery.
     *
     * @throws IllegalStateException when it was made with another master key, or for another delivery
     */
    public PeopleKey openPeople(UUID delivery, byte[] encrypted) {
        try {
            return new PeopleKey(wrapping.decrypt(encrypted, people(delivery)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the key of the people of delivery %s does not decrypt with this master key".formatted(delivery),
                    e);
        }
    }

    private static byte[] people(UUID delivery) {
        return bytes(delivery + "/people");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
