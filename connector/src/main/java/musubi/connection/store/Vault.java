package musubi.connection.store;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/**
 * Encrypts credentials for the database by AES-256-GCM with the master key. Connection and field are associated data: a credential
 * that is copied to another row or column cannot be decrypted there.
 */
public final class Vault {

    private final Aead aead;

    /** @param masterKey 32 bytes */
    Vault(byte[] masterKey) {
        try {
            this.aead = new AesGcmJce(masterKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key cannot be used", e);
        }
    }

    /** Encrypts a field of a connection. */
    public byte[] encrypt(UUID connection, String field, String secret) {
        return encrypt(associated(connection, field), secret);
    }

    /** Encrypts a field of a portal. */
    public byte[] encrypt(long portalId, String field, String secret) {
        return encrypt(associated(portalId, field), secret);
    }

    private byte[] encrypt(byte[] associated, String secret) {
        try {
            return aead.encrypt(secret.getBytes(StandardCharsets.UTF_8), associated);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a credential cannot be encrypted", e);
        }
    }

    /**
     * Decrypts a field of a connection.
     *
     * @throws WrongMasterKeyException when it was encrypted with another key, for another connection or field
     */
    public String decrypt(UUID connection, String field, byte[] encrypted) throws WrongMasterKeyException {
        return decrypt(associated(connection, field), encrypted);
    }

    /**
     * Decrypts a field of a portal.
     *
     * @throws WrongMasterKeyException when it was encrypted with another key, for another portal or field
     */
    public String decrypt(long portalId, String field, byte[] encrypted) throws WrongMasterKeyException {
        return decrypt(associated(portalId, field), encrypted);
    }

    private String decrypt(byte[] associated, byte[] encrypted) throws WrongMasterKeyException {
        try {
            return new String(aead.decrypt(encrypted, associated), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new WrongMasterKeyException(e);
        }
    }

    private static byte[] associated(long portalId, String field) {
        return ("portal-" + portalId + "/" + field).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] associated(UUID connection, String field) {
        return (connection + "/" + field).getBytes(StandardCharsets.UTF_8);
    }

    /** A credential cannot be decrypted. */
    public static final class WrongMasterKeyException extends Exception {
        private static final long serialVersionUID = 1;

        WrongMasterKeyException(GeneralSecurityException cause) {
            super("a credential cannot be decrypted with this master key", cause);
        }
    }
}
