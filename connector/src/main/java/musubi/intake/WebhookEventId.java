package musubi.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Turns a {@code webhookEventId} into 128 bits. LINE's ids are ULIDs, which are 128 bits written in Crockford's Base32;
 * whatever else may come is hashed.
 */
final class WebhookEventId {

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int ULID_LENGTH = 26;

    private WebhookEventId() {}

    static UUID uuid(String webhookEventId) {
        if (webhookEventId.length() != ULID_LENGTH || DIGITS.indexOf(webhookEventId.charAt(0)) > 7) {
            return hash(webhookEventId.getBytes(StandardCharsets.UTF_8));
        }
        var high = 0L;
        var low = 0L;
        for (var at = 0; at < ULID_LENGTH; at++) {
            var digit = DIGITS.indexOf(webhookEventId.charAt(at));
            if (digit < 0) {
                return hash(webhookEventId.getBytes(StandardCharsets.UTF_8));
            }
            high = high << 5 | low >>> 59;
            low = low << 5 | digit;
        }
        return new UUID(high, low);
    }

    static UUID hash(byte[] value) {
        try {
            var digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(value));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
