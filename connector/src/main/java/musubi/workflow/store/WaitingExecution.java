package musubi.workflow.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.workflow.WhenQuiet;

/**
 * An execution of which it is to be decided what becomes of it.
 *
 * @param messageId empty: there is a text
 * @param text encrypted; empty: there is a saved message
 */
public record WaitingExecution(
        UUID id,
        long recordId,
        Optional<UUID> messageId,
        Optional<SealedText> text,
        WhenQuiet whenQuiet,
        boolean transactional,
        Instant lateAt) {

    /** Leaves out the person. */
    @Override
    public String toString() {
        return "WaitingExecution[%s]".formatted(id);
    }
}
