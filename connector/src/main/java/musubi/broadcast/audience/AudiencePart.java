package musubi.broadcast.audience;

import java.util.List;
import musubi.hubspot.ContactRecord;

/**
 * Some of an audience.
 *
 * @param contacts a contact may be there twice, as one that was merged into another
 * @param gone how many of the lists' members are no contacts any more
 * @param place behind them
 * @param isLast whether there is nobody after them
 */
public record AudiencePart(List<ContactRecord> contacts, int gone, AudiencePlace place, boolean isLast) {

    /** Leaves out the contacts. */
    @Override
    public String toString() {
        return "AudiencePart[%d contacts]".formatted(contacts.size());
    }
}
