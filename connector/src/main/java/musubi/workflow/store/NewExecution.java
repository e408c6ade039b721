package musubi.workflow.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.workflow.WhenQuiet;

/**
 * An execution as it comes in.
 *
 * @param id made of portal and callback id
 * @param recordId HubSpot's, of the contact
 * @param messageId the saved message; empty: there is a text
 * @param text of what HubSpot has filled in; empty when there is a saved message
 * @param lateAt from when on it is no longer sent
 * @param expiresAt until when the workflow waits
 */
public record NewExecution(
        UUID id,
        UUID connectionId,
        String callbackId,
        long recordId,
        Optional<UUID> messageId,
        String text,
        WhenQuiet whenQuiet,
        boolean transactional,
        Instant receivedAt,
        Instant lateAt,
        Instant expiresAt) {

    /** A message that could not be sent for so long is no longer wanted. */
    public static final Duration MAX_LATE = Duration.ofDays(1);

    /** Leaves out person and text. */
    @Override
    public String toString() {
        return "NewExecution[%s]".formatted(id);
    }
}
