package musubi.connection;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/**
 * Credentials at rest: AES-256-GCM with the master key. Each is bound to its connection and field, so that one copied
 * into another row or column does not decrypt.
 */
final class Vault {

    private final Aead aead;

    /** @param masterKey 32 bytes */
    Vault(byte[] masterKey) {
        try {
            this.aead = new AesGcmJce(masterKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key cannot be used", e);
        }
    }

    byte[] encrypt(UUID connection, String field, String secret) {
        return encrypt(bound(connection, field), secret);
    }

    /** The same for what belongs to a portal. */
    byte[] encrypt(long portalId, String field, String secret) {
        return encrypt(bound(portalId, field), secret);
    }

    private byte[] encrypt(byte[] bound, String secret) {
        try {
            return aead.encrypt(secret.getBytes(StandardCharsets.UTF_8), bound);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a credential cannot be encrypted", e);
        }
    }

    /** @throws WrongMasterKeyException when it was encrypted with another key, for another connection or field */
    String decrypt(UUID connection, String field, byte[] encrypted) throws WrongMasterKeyException {
        return decrypt(bound(connection, field), encrypted);
    }

    /** @throws WrongMasterKeyException when it was encrypted with another key, for another portal or field */
    String decrypt(long portalId, String field, byte[] encrypted) throws WrongMasterKeyException {
        return decrypt(bound(portalId, field), encrypted);
    }

    private String decrypt(byte[] bound, byte[] encrypted) throws WrongMasterKeyException {
        try {
            return new String(aead.decrypt(encrypted, bound), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new WrongMasterKeyException(e);
        }
    }

    private static byte[] bound(long portalId, String field) {
        return ("portal-" + portalId + "/" + field).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bound(UUID connection, String field) {
        return (connection + "/" + field).getBytes(StandardCharsets.UTF_8);
    }

    /** What was encrypted does not decrypt. */
    static final class WrongMasterKeyException extends Exception {
        private static final long serialVersionUID = 1;

        WrongMasterKeyException(GeneralSecurityException cause) {
            super("a credential does not decrypt with this master key", cause);
        }
    }
}
