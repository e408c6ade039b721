package musubi.hubspot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import musubi.system.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call truly comes from HubSpot: version 3 of its signature, the Base64 of HMAC-SHA256 over method, address,
 * raw body and timestamp, keyed with the app's client secret. Version 2, which carries no timestamp, is for workflow actions alone, whose guide
 * names no other; version 1 is not accepted.
 *
 * @see <a href="https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation">
 *     Validating requests</a>
 */
public final class HubSpotSignature {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    /** The only escapes HubSpot undoes before it signs; all others stay as they are. */
    private static final Map<String, String> ESCAPES = Map.ofEntries(
            Map.entry("3A", ":"),
            Map.entry("2F", "/"),
            Map.entry("3F", "?"),
            Map.entry("40", "@"),
            Map.entry("21", "!"),
            Map.entry("24", "$"),
            Map.entry("27", "'"),
            Map.entry("28", "("),
            Map.entry("29", ")"),
            Map.entry("2A", "*"),
            Map.entry("2C", ","),
            Map.entry("3B", ";"));

    private static final Pattern ESCAPE =
            Pattern.compile("%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", Pattern.CASE_INSENSITIVE);

    private HubSpotSignature() {}

    /**
     * Compares in constant time; false also when anything is missing or malformed.
     *
     * @param address as HubSpot called it: scheme, host, path and query
     * @param body as received, before any parsing
     * @param timestamp the header {@code X-HubSpot-Request-Timestamp}, ms; good for five minutes both ways
     * @param signature the header {@code X-HubSpot-Signature-v3}
     */
    public static boolean matches(
            String clientSecret,
            String method,
            String address,
            byte[] body,
            @Nullable String timestamp,
            @Nullable String signature,
            Instant now) {
        if (clientSecret.isEmpty() || timestamp == null || signature == null || !isRecent(timestamp, now)) {
            return false;
        }
        var signed = new ByteArrayOutputStream();
        signed.writeBytes((method + decoded(address)).getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        signed.writeBytes(timestamp.getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(
                mac(clientSecret, signed.toByteArray()), signature.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Version 2: SHA-256 over secret, method, address and raw body, in hexadecimal digits. It says nothing of when it was made: only for what
     * changes nothing when it comes again. Compares in constant time; false also when anything is missing.
     *
     * @param address as HubSpot called it: scheme, host, path and query
     * @param signature the header {@code X-HubSpot-Signature}
     */
    public static boolean matchesV2(
            String clientSecret, String method, String address, byte[] body, @Nullable String signature) {
        if (clientSecret.isEmpty() || signature == null) {
            return false;
        }
        var signed = new ByteArrayOutputStream();
        signed.writeBytes((clientSecret + method + address).getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        return MessageDigest.isEqual(
                HexFormat.of().formatHex(Sha256.of(signed.toByteArray())).getBytes(StandardCharsets.UTF_8),
                signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isRecent(String timestamp, Instant now) {
        try {
            var age = Duration.between(Instant.ofEpochMilli(Long.parseLong(timestamp)), now);
            return age.abs().compareTo(MAX_AGE) <= 0;
        } catch (NumberFormatException ignored) {
            return false;
        }
    }

    private static String decoded(String address) {
        return ESCAPE.matcher(address)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        ESCAPES.getOrDefault(escape.group(1).toUpperCase(Locale.ROOT), escape.group())));
    }

    private static byte[] mac(String clientSecret, byte[] signed) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(clientSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encode(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
