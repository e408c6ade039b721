package musubi.inbox.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Encrypts events at rest: AES-256-GCM with a key for each connection, derived from the master key (docs/adr/0017). Connection and column
 * are authenticated with each value, so that one copied to another place does not decrypt; events move between the tables
 * {@code inbox} and {@code failure} as they are, so the table is not.
 */
public final class EventCipher {

    /** The columns that are encrypted. */
    public enum Column {
        FRIEND,
        PAYLOAD,
        DETAIL
    }

    private static final int KEY_BYTES = 32;

    private final byte[] masterKey;
    private final Map<UUID, Aead> ofConnections = new ConcurrentHashMap<>();

    /**
     * With keys derived from the master key.
     *
     * @param masterKey 32 bytes
     */
    public EventCipher(byte[] masterKey) {
        this.masterKey = masterKey.clone();
    }

    /** Encrypts bytes. */
    public byte[] encrypt(UUID connectionId, Column column, byte[] clear) {
        try {
            return aead(connectionId).encrypt(clear, bound(connectionId, column));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an event cannot be encrypted", e);
        }
    }

    /** Encrypts a text in UTF-8. */
    public byte[] encrypt(UUID connectionId, Column column, String clear) {
        return encrypt(connectionId, column, clear.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Decrypts bytes.
     *
     * @throws IllegalStateException when they were encrypted with another key, or for another connection or column
     */
    public byte[] decrypt(UUID connectionId, Column column, byte[] encrypted) {
        try {
            return aead(connectionId).decrypt(encrypted, bound(connectionId, column));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "an event of the connection %s does not decrypt with this master key".formatted(connectionId), e);
        }
    }

    /** The same for a text in UTF-8. */
    public String text(UUID connectionId, Column column, byte[] encrypted) {
        return new String(decrypt(connectionId, column, encrypted), StandardCharsets.UTF_8);
    }

    private Aead aead(UUID connectionId) {
        return ofConnections.computeIfAbsent(connectionId, this::derived);
    }

    private Aead derived(UUID connectionId) {
        try {
            return new AesGcmJce(derivedKey(masterKey, "musubi events of " + connectionId));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key cannot be used", e);
        }
    }

    /** 32 bytes by HKDF-SHA-256, from which neither the master key nor the keys for other purposes can be found. */
    public static byte[] derivedKey(byte[] masterKey, String purpose) throws GeneralSecurityException {
        return Hkdf.computeHkdf(
                "HMACSHA256", masterKey, new byte[0], purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES);
    }

    private static byte[] bound(UUID connectionId, Column column) {
        return (connectionId + "/" + column).getBytes(StandardCharsets.UTF_8);
    }
}
