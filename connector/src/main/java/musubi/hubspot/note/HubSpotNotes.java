package musubi.hubspot.note;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.RowOutcome;
import musubi.hubspot.batch.ContactActivities;
import musubi.hubspot.batch.ContactActivities.NewActivity;
import musubi.hubspot.http.HubSpotHttp;
import org.springframework.stereotype.Component;

/**
 * Notes on contacts. HubSpot has no idempotency key for them: a caller that does not know whether a note was created has to look for it first
 * ({@link #with}), by something in its text that no other note has.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/crm/activities/notes/guide">Notes</a>
 */
@Component
public class HubSpotNotes {

    private static final String BODY = "hs_note_body";
    private static final int NOTE_TO_CONTACT = 202;

    private final ContactActivities activities;

    HubSpotNotes(HubSpotHttp http) {
        this.activities = new ContactActivities(http, "notes", NOTE_TO_CONTACT);
    }

    /**
     * Creates notes. One that HubSpot refuses does not hold up the others.
     *
     * @param notes at most 100
     * @return one outcome for each, in their order
     */
    public List<RowOutcome> create(PortalAccess access, List<NewNote> notes) {
        return activities.create(
                access,
                notes.stream()
                        .map(note -> new NewActivity(
                                note.contactId(),
                                Map.of("hs_timestamp", note.at().toString(), BODY, note.html())))
                        .toList());
    }

    /**
     * Who has a note with that in its text.
     *
     * @param contactIds record ids, at most 100
     * @return those of them
     * @throws HubSpotException of kind {@code RETRY} also when the answers leave out a contact or a note
     */
    public Set<String> with(PortalAccess access, List<String> contactIds, String mark) {
        var found = new HashSet<String>();
        activities.read(access, contactIds, List.of(BODY), (note, contacts) -> {
            if (note.properties().getOrDefault(BODY, "").contains(mark)) {
                found.addAll(contacts);
            }
        });
        return found;
    }
}
