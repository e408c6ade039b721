package musubi.delivery;

import java.util.List;

/**
 * A call to LINE that is to be made.
 *
 * @param recipients at least one; of a push exactly one, of a multicast at most 500
 * @param messages LINE's {@code messages}, a JSON array in UTF-8; empty: the messages that the delivery has for all
 */
public record PreparedCall(List<Recipient> recipients, byte[] messages) {

    public PreparedCall {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("recipients: none (expected: at least 1)");
        }
    }

    /** Leaves out persons and what is written to them. */
    @Override
    public String toString() {
        return "PreparedCall[%d recipients]".formatted(recipients.size());
    }
}
