package musubi.system;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.subtle.XChaCha20Poly1305;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

/**
 * Seals short texts that a browser keeps or carries for us, so that nothing has to be kept here: encrypted, authenticated
 * and bound to a place. Each purpose has a key of its own, derived from the master key. May be used without a limit: the
 * nonces are random and long enough for that.
 */
public final class Seal {

    private final Aead aead;

    private Seal(Aead aead) {
        this.aead = aead;
    }

    /** The one for that purpose, for example {@code musubi/link/attempt}. */
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
     * Seals.
     *
     * @param boundTo what has to be the same when it is opened
     * @return URL-safe base64, four thirds of the content and 54 characters long
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

    /** The content; empty for whatever was not sealed by {@link #close} with this key and for that place. */
    public Optional<byte[]> open(String sealed, String boundTo) {
        try {
            return Optional.of(
                    aead.decrypt(Base64.getUrlDecoder().decode(sealed), boundTo.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
