package musubi.system;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.subtle.XChaCha20Poly1305;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

/**
 * Encrypts short texts that a browser stores or passes on, so that nothing has to be stored on the server: encrypted, authenticated, and
 * bound to a context. Each purpose has its own key, derived from the master key. The number of texts is not limited, since the nonces are
 * random and long.
 */
public final class Seal {

    private final Aead aead;

    private Seal(Aead aead) {
        this.aead = aead;
    }

    /** The seal for a purpose, for example {@code musubi/link/attempt}. */
    public static Seal of(MasterKey masterKey, String purpose) {
        try {
            return new Seal(new XChaCha20Poly1305(Hkdf.computeHkdf(
                    "HmacSha256",
                    masterKey.bytes(),
                    new byte[0],
                    purpose.getBytes(StandardCharsets.UTF_8),
                    MasterKey.LENGTH)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key cannot be used", e);
        }
    }

    /**
     * Encrypts a text.
     *
     * @param boundTo the context, which must be the same when the text is opened
     * @return URL-safe base64: four thirds of the length of the content, and 54 characters more
     */
    public String close(byte[] content, String boundTo) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(aead.encrypt(content, boundTo.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a text cannot be sealed", e);
        }
    }

    /** Decrypts a text; empty for everything that {@link #close} did not make with this key and that context. */
    public Optional<byte[]> open(String sealed, String boundTo) {
        try {
            return Optional.of(
                    aead.decrypt(Base64.getUrlDecoder().decode(sealed), boundTo.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
