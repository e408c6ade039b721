package musubi.tracking;

import com.google.crypto.tink.subtle.AesSiv;
import com.google.crypto.tink.subtle.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import musubi.system.MasterKey;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Seals what the address of a link says, and opens it: encrypted and authenticated, so that nothing can be read from it, changed or
 * guessed. The same content is always the same token (AES-SIV, which has no nonce): a message that is rendered again is the same message.
 * Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5297">RFC 5297</a>
 */
@Component
final class LinkTokens {

    /** Characters of a token. */
    static final int MAX_LENGTH = 600;

    private static final int KEY_BYTES = 64;
    private static final byte[] BOUND_TO = "musubi/t".getBytes(StandardCharsets.US_ASCII);
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final AesSiv cipher;

    @Autowired
    LinkTokens(MasterKey masterKey) {
        this(masterKey.bytes());
    }

    /** @param masterKey 32 bytes */
    LinkTokens(byte[] masterKey) {
        try {
            this.cipher = new AesSiv(Hkdf.computeHkdf(
                    "HmacSha256",
                    masterKey,
                    new byte[0],
                    "musubi/tracking/link".getBytes(StandardCharsets.UTF_8),
                    KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key cannot be used", e);
        }
    }

    /**
     * The token of a link, URL-safe: 79 characters with a person, 47 without, and four for every three bytes of a target.
     *
     * @return empty where it would be longer than {@value #MAX_LENGTH}
     */
    Optional<String> seal(LinkToken token) {
        try {
            var sealed = ENCODER.encodeToString(cipher.encryptDeterministically(token.bytes(), BOUND_TO));
            return Optional.of(sealed).filter(text -> text.length() <= MAX_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a link cannot be sealed", e);
        }
    }

    /** What a token says; empty where it was not sealed with this key, or is not as it was sealed, to the last character. */
    Optional<LinkToken> open(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            var sealed = DECODER.decode(text);
            // the last character may have bits that mean nothing
            return ENCODER.encodeToString(sealed).equals(text)
                    ? LinkToken.of(cipher.decryptDeterministically(sealed, BOUND_TO))
                    : Optional.empty();
        } catch (IllegalArgumentException | GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }
}
