package musubi.intake;

import java.util.UUID;
import musubi.inbox.Sha256Id;

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
            return Sha256Id.of(webhookEventId);
        }
        var high = 0L;
        var low = 0L;
        for (var at = 0; at < ULID_LENGTH; at++) {
            var digit = DIGITS.indexOf(webhookEventId.charAt(at));
            if (digit < 0) {
                return Sha256Id.of(webhookEventId);
            }
            high = high << 5 | low >>> 59;
            low = low << 5 | digit;
        }
        return new UUID(high, low);
    }
}
