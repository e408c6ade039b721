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
 * Browsers in which an account was signed in: each keeps a signed cookie that says so, for 180 days. It lets nobody in;
 * guesses of strangers at the account do not count against it. Nothing is kept here.
 */
@Component
public class KnownBrowsers {

    public static final String COOKIE = "musubi-browser";
    static final Duration LIFE = Duration.ofDays(180);

    private static final String HMAC = "HmacSHA256";
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9_-]{43})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");

    private final SecretKeySpec key;
    private final Cookies cookies;
    private final Clock clock;

    public KnownBrowsers(MasterKey masterKey, Cookies cookies, Clock clock) {
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

    /** What a browser is to keep in which that account has just been signed in. */
    public ResponseCookie remember(String email) {
        var random = Tokens.fresh();
        var since = Long.toString(clock.instant().getEpochSecond());
        return cookies.of(COOKIE, random + "." + since + "." + signature(email, random, since), "/")
                .maxAge(LIFE)
                .build();
    }

    /** What tells this browser apart where that account was signed in in it; empty in all others. */
    public Optional<String> find(String email, HttpServletRequest request) {
        return cookies.value(COOKIE, request)
                .map(VALUE::matcher)
                .filter(value -> value.matches()
                        && isYoung(Long.parseLong(value.group(2)))
                        && MessageDigest.isEqual(
                                signature(email, value.group(1), value.group(2)).getBytes(StandardCharsets.US_ASCII),
                                value.group(3).getBytes(StandardCharsets.US_ASCII)))
                .map(value -> value.group(1));
    }

    private boolean isYoung(long since) {
        return Instant.ofEpochSecond(since).plus(LIFE).isAfter(clock.instant());
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
