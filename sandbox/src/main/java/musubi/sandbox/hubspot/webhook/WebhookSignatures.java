package musubi.sandbox.hubspot.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HubSpot's request signatures, by the three versions of its request validation guide. */
public final class WebhookSignatures {

    // the guide decodes these twelve and no others: a space or an ampersand stays encoded
    private static final Pattern DECODED =
            Pattern.compile("%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", Pattern.CASE_INSENSITIVE);

    private WebhookSignatures() {}

    /**
     * Version 3: Base64 of HMAC-SHA256 over method, URL, body and timestamp, without anything between.
     *
     * @param url as HubSpot calls it, query included
     * @param timestamp ms since the epoch, as in {@code X-HubSpot-Request-Timestamp}
     */
    public static String v3(String clientSecret, String method, String url, byte[] body, long timestamp) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(clientSecret), "HmacSHA256"));
            mac.update(bytes(method + decoded(url)));
            mac.update(body);
            mac.update(bytes(Long.toString(timestamp)));
            return Base64.getEncoder().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** Version 2: SHA-256 in hex over secret, method, URL and body. */
    public static String v2(String clientSecret, String method, String url, byte[] body) {
        return sha256(bytes(clientSecret + method + url), body);
    }

    /** Version 1: SHA-256 in hex over secret and body. */
    public static String v1(String clientSecret, byte[] body) {
        return sha256(bytes(clientSecret), body);
    }

    private static String decoded(String url) {
        return DECODED.matcher(url)
                .replaceAll(
                        escape -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16))));
    }

    private static String sha256(byte[] first, byte[] second) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(first);
            digest.update(second);
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
