package musubi.user.security;

import com.google.crypto.tink.subtle.Hkdf;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import musubi.system.Cookies;
import musubi.system.MasterKey;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Recognizes browsers in which an account was signed in before, by a signed cookie that is valid for 180 days. The cookie does not sign
 * anybody in: it only separates the attempts in that browser from the guesses of strangers. Nothing is stored on the server.
 */
@Component
public class KnownBrowsers {

    static final String COOKIE = "musubi-browser";
    static final Duration TTL = Duration.ofDays(180);

    private static final String HMAC = "HmacSHA256";
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9_-]{43})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");

    private final SecretKeySpec key;
    private final Cookies cookies;
    private final Clock clock;

    KnownBrowsers(MasterKey masterKey, Cookies cookies, Clock clock) {
        this.key = key(masterKey);
        this.cookies = cookies;
        this.clock = clock;
    }

    private static SecretKeySpec key(MasterKey masterKey) {
        try {
            return new SecretKeySpec(
                    Hkdf.computeHkdf(
                            "HmacSha256",
                            masterKey.bytes(),
                            new byte[0],
                            "musubi/user/browser".getBytes(StandardCharsets.UTF_8),
                            MasterKey.LENGTH),
                    HMAC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key cannot be used", e);
        }
    }

    /** The cookie for a browser in which the account has just been signed in. */
    public ResponseCookie remember(String email) {
        var random = SecretToken.random();
        var since = Long.toString(clock.instant().getEpochSecond());
        return cookies.of(COOKIE, random + "." + since + "." + signature(email, random, since), "/")
                .maxAge(TTL)
                .build();
    }

    /** The id of the request's browser; empty unless the account was signed in there. */
    public Optional<String> find(String email, HttpServletRequest request) {
        return cookies.value(COOKIE, request)
                .map(VALUE::matcher)
                .filter(value -> value.matches()
                        && isValid(Long.parseLong(value.group(2)))
                        && MessageDigest.isEqual(
                                signature(email, value.group(1), value.group(2)).getBytes(StandardCharsets.US_ASCII),
                                value.group(3).getBytes(StandardCharsets.US_ASCII)))
                .map(value -> value.group(1));
    }

    private boolean isValid(long since) {
        return Instant.ofEpochSecond(since).plus(TTL).isAfter(clock.instant());
    }

    private String signature(String email, String random, String since) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal((random + "." + since + "." + email).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
