package musubi.line;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that a webhook comes from LINE: {@code x-line-signature} is the Base64 of HMAC-SHA256 over the raw body, keyed with
 * the channel secret.
 *
 * @see <a href="https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/">Verify signature</a>
 */
public final class LineSignature {

    private static final String ALGORITHM = "HmacSHA256";

    /** Cloning is faster than a lookup of the provider for every webhook, and needs no pool. */
    private static final Mac PROTOTYPE = prototype();

    private LineSignature() {}

    /**
     * Compares in constant time. False for a malformed or missing signature.
     *
     * @param channelSecret the characters of the secret, as bytes
     * @param body the raw bytes, before any parsing
     * @param header the value of {@code x-line-signature}, null when it is missing
     */
    public static boolean matches(byte[] channelSecret, byte[] body, @Nullable String header) {
        if (header == null || channelSecret.length == 0) {
            return false;
        }
        return MessageDigest.isEqual(sign(channelSecret, body), header.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sign(byte[] channelSecret, byte[] body) {
        try {
            var mac = (Mac) PROTOTYPE.clone();
            mac.init(new SecretKeySpec(channelSecret, ALGORITHM));
            return Base64.getEncoder().encode(mac.doFinal(body));
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Mac prototype() {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(new byte[1], ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
