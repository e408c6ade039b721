package musubi.workflow.store;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.subtle.XChaCha20Poly1305;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import musubi.system.MasterKey;
import org.springframework.stereotype.Component;

/**
 * Encrypts texts that HubSpot has filled in, each with a random key of its own, which rests encrypted with a key derived from the master key and
 * is deleted with its text.
 */
@Component
public final class TextCipher {

    private final Aead wrapping;
    private final SecureRandom random = new SecureRandom();

    TextCipher(MasterKey masterKey) {
        try {
            this.wrapping = new XChaCha20Poly1305(Hkdf.computeHkdf(
                    "HmacSha256",
                    masterKey.bytes(),
                    new byte[0],
                    "musubi/workflow/text-key".getBytes(StandardCharsets.UTF_8),
                    MasterKey.LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key cannot be used", e);
        }
    }

    SealedText encrypt(UUID execution, String text) {
        var key = new byte[MasterKey.LENGTH];
        random.nextBytes(key);
        try {
            var boundTo = bytes(execution.toString());
            return new SealedText(wrapping.encrypt(key, boundTo), new AesGcmJce(key).encrypt(bytes(text), boundTo));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a text cannot be encrypted", e);
        }
    }

    /**
     * The text.
     *
     * @throws IllegalStateException when it was encrypted with another master key, or for another execution
     */
    public String decrypt(UUID execution, SealedText text) {
        try {
            var boundTo = bytes(execution.toString());
            return new String(
                    new AesGcmJce(wrapping.decrypt(text.dataKey(), boundTo)).decrypt(text.sealed(), boundTo),
                    StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the text of execution %s does not decrypt with this master key".formatted(execution), e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
