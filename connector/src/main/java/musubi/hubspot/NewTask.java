package musubi.hubspot;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A task about a contact.
 *
 * @param contactId record id
 * @param due to the millisecond; distinguishes tasks of the same subject
 * @param subject one line
 * @param body plain text; may be empty
 * @param link below the body; empty for none
 * @param ownerId who is to do it; empty for nobody
 */
public record NewTask(
        String contactId, Instant due, String subject, String body, Optional<Link> link, Optional<String> ownerId) {

    /**
     * A link in a task.
     *
     * @param text plain text
     */
    public record Link(URI address, String text) {}

    /** The same task, assigned to nobody. */
    public NewTask withoutOwner() {
        return new NewTask(contactId, due, subject, body, link, Optional.empty());
    }

    /** Leaves out the text. */
    @Override
    public String toString() {
        return "NewTask[due=%s]".formatted(due);
    }
}
