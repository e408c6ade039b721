package musubi.delivery;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A call to LINE that is to be made.
 *
 * @param recipients at least one; of a push exactly one, of a multicast at most 500
 * @param messages LINE's {@code messages}, a JSON array in UTF-8; empty: the messages that the delivery has for all
 * @param unit the name under which LINE counts what people do with them; empty: under none
 * @param occasion what the retry key is computed from, so that another delivery makes the same key for the same; empty: from the delivery and
 *     the people
 */
public record PreparedCall(List<Recipient> recipients, byte[] messages, String unit, String occasion)
        implements CallToMany<PreparedCall> {

    private static final Pattern UNIT = Pattern.compile("[a-zA-Z0-9_]{0,30}");

    public PreparedCall {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("recipients: none (expected: at least 1)");
        }
        if (!UNIT.matcher(unit).matches()) {
            throw new IllegalArgumentException(
                    "unit: %s (expected: at most 30 of a-z, A-Z, 0-9 and _)".formatted(unit));
        }
        // of parts of it the same key would be made
        if (!occasion.isEmpty() && recipients.size() > 1) {
            throw new IllegalArgumentException(
                    "recipients: %d (expected: 1 with an occasion)".formatted(recipients.size()));
        }
    }

    /** Its retry key is computed from the delivery and the people. */
    public PreparedCall(List<Recipient> recipients, byte[] messages, String unit) {
        this(recipients, messages, unit, "");
    }

    /** Under no name. */
    public PreparedCall(List<Recipient> recipients, byte[] messages) {
        this(recipients, messages, "");
    }

    @Override
    public PreparedCall to(List<Recipient> others) {
        return new PreparedCall(others, messages, unit, occasion);
    }

    /** Leaves out persons and what is written to them. */
    @Override
    public String toString() {
        return "PreparedCall[%d recipients]".formatted(recipients.size());
    }
}
