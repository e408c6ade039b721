package musubi.user.session;

import com.google.crypto.tink.subtle.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import musubi.system.MasterKey;
import musubi.user.security.SecretToken;
import org.springframework.stereotype.Component;

/**
 * What is in the cookie of a session: 256 random bits and a signature of ours. Only a hash of both is stored, so nobody signs in with what
 * is in the database; and what was not signed here is refused without asking the database.
 */
@Component
final class SessionTokens {

    private static final String HMAC = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 16;
    private static final Pattern TOKEN = Pattern.compile("([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{22})");

    private final SecretKeySpec key;

    SessionTokens(MasterKey masterKey) {
        try {
            this.key = new SecretKeySpec(
                    Hkdf.computeHkdf(
                            "HmacSha256",
                            masterKey.bytes(),
                            new byte[0],
                            "musubi/user/session".getBytes(StandardCharsets.UTF_8),
                            MasterKey.LENGTH),
                    HMAC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key cannot be used", e);
        }
    }

    /** A new token: 66 characters that need no quoting in a cookie. */
    String next() {
        var random = SecretToken.random();
        return random + "." + signature(random);
    }

    /** Whether a token was made with this master key. */
    boolean isOurs(String token) {
        var parts = TOKEN.matcher(token);
        return parts.matches()
                && MessageDigest.isEqual(
                        signature(parts.group(1)).getBytes(StandardCharsets.US_ASCII),
                        parts.group(2).getBytes(StandardCharsets.US_ASCII));
    }

    /** What is stored of a token. */
    static byte[] hash(String token) {
        return SecretToken.hash(token);
    }

    private String signature(String random) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            Arrays.copyOf(mac.doFinal(random.getBytes(StandardCharsets.US_ASCII)), SIGNATURE_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
