package musubi.result;

import java.time.Instant;
import java.util.Optional;
import musubi.connection.sending.SendingOptions.NoteOnContact;
import musubi.connection.sending.SendingOptions.UpdateContacts;

/**
 * What a broadcast leaves on contacts, and how far that is.
 *
 * @param sentAt what contacts say as their last broadcast's date
 * @param updateContacts as it was set when the broadcast began to send
 * @param noteOnContact as it was set then
 * @param contactsLeft people whose contacts are still to be updated
 * @param contactsRefused people whose contacts are gone, or that HubSpot does not take
 * @param notesLeft notes that are still to be written
 * @param writtenAt when the last of it was written
 * @param waiting why nothing is written for now
 */
public record ResultProgress(
        Instant sentAt,
        UpdateContacts updateContacts,
        NoteOnContact noteOnContact,
        long contactsLeft,
        long contactsRefused,
        long notesLeft,
        long notesRefused,
        Optional<Instant> writtenAt,
        Optional<Waiting> waiting) {

    /**
     * Why nothing is written at the moment.
     *
     * @param detail scopes, separated by commas; else empty
     */
    public record Waiting(WaitReason reason, String detail, Instant since) {}

    /** Whether anything is still to be written. */
    public boolean isUnderway() {
        return contactsLeft + notesLeft > 0;
    }
}
