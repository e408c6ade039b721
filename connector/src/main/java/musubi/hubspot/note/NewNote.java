package musubi.hubspot.note;

import java.time.Instant;

/**
 * A note to be made.
 *
 * @param contactId record id of the contact on whose timeline it is
 * @param at where it stands there
 * @param html at most 65,536 characters
 */
public record NewNote(String contactId, Instant at, String html) {

    /** Leaves out what it says. */
    @Override
    public String toString() {
        return "NewNote[at=" + at + "]";
    }
}
