package musubi.hubspot.note;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import musubi.hubspot.ContactRow;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.RowOutcome;
import musubi.hubspot.batch.BatchReadAnswer;
import musubi.hubspot.batch.BatchWriteAnswer;
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

    private static final String NOTES = "/crm/objects/{V}/notes";
    private static final String BODY = "hs_note_body";
    private static final int NOTE_TO_CONTACT = 202;

    private final HubSpotHttp http;

    HubSpotNotes(HubSpotHttp http) {
        this.http = http;
    }

    /**
     * Creates notes. One that HubSpot refuses does not hold up the others.
     *
     * @param notes at most 100
     * @return one outcome for each, in their order
     */
    public List<RowOutcome> create(PortalAccess access, List<NewNote> notes) {
        var inputs = new ArrayList<Map<String, Object>>();
        var rows = new ArrayList<ContactRow>();
        for (var note : notes) {
            var properties = Map.of("hs_timestamp", note.at().toString(), BODY, note.html());
            // recognized by the trace id alone
            rows.add(new ContactRow("row " + rows.size(), properties));
            inputs.add(Map.of(
                    "objectWriteTraceId",
                    String.valueOf(inputs.size()),
                    "properties",
                    properties,
                    "associations",
                    List.of(Map.of(
                            "to",
                            Map.of("id", note.contactId()),
                            "types",
                            List.of(Map.of(
                                    "associationCategory",
                                    "HUBSPOT_DEFINED",
                                    "associationTypeId",
                                    NOTE_TO_CONTACT))))));
        }
        return BatchWriteAnswer.ofTraced(
                rows, http.post(access, "notes.create", NOTES + "/batch/create", Map.of("inputs", inputs)));
    }

    /**
     * Who has a note with that in its text.
     *
     * @param contactIds record ids, at most 100
     * @return those of them
     * @throws HubSpotException of kind {@code RETRY} also when the answers leave out a contact or a note
     */
    public Set<String> with(PortalAccess access, List<String> contactIds, String mark) {
        var contacts = contactsByNote(access, contactIds);
        var found = new HashSet<String>();
        var ids = List.copyOf(contacts.keySet());
        for (var from = 0; from < ids.size(); from += HubSpotClient.BATCH) {
            var some = ids.subList(from, Math.min(from + HubSpotClient.BATCH, ids.size()));
            var body = new HashMap<String, Object>();
            body.put("properties", List.of(BODY));
            body.put("inputs", inputs(some));
            var answer = http.post(access, "notes.read", NOTES + "/batch/read", body);
            var answered = BatchReadAnswer.notFound(answer, "ids");
            answer.path("results").forEach(result -> {
                var note = BatchWriteAnswer.record(result);
                answered.add(note.id());
                var contact = contacts.get(note.id());
                if (contact != null && note.properties().getOrDefault(BODY, "").contains(mark)) {
                    found.addAll(contact);
                }
            });
            requireAll("notes.read", answered, some);
        }
        return found;
    }

    private Map<String, Set<String>> contactsByNote(PortalAccess access, List<String> contactIds) {
        var contacts = new LinkedHashMap<String, Set<String>>();
        var answered = new HashSet<String>();
        for (var open = inputs(contactIds); !open.isEmpty(); ) {
            var answer = http.post(
                    access, "notes.find", "/crm/associations/{V}/contacts/notes/batch/read", Map.of("inputs", open));
            answered.addAll(BatchReadAnswer.notFound(answer, "fromObjectId"));
            var next = new ArrayList<Map<String, String>>();
            answer.path("results").forEach(result -> {
                var contact = result.path("from").path("id").asString("");
                answered.add(contact);
                result.path("to")
                        .forEach(to -> contacts.computeIfAbsent(
                                        to.path("toObjectId").asString(""), _ -> new HashSet<>())
                                .add(contact));
                var after = result.path("paging").path("next").path("after").asString("");
                if (!after.isEmpty()) {
                    next.add(Map.of("id", contact, "after", after));
                }
            });
            open = next;
        }
        requireAll("notes.find", answered, contactIds);
        return contacts;
    }

    /** A note that the answer left out would be created a second time. */
    private static void requireAll(String operation, Set<String> answered, List<String> asked) {
        if (!answered.containsAll(asked)) {
            throw BatchReadAnswer.incomplete(operation);
        }
    }

    private static List<Map<String, String>> inputs(List<String> ids) {
        return ids.stream().map(id -> Map.of("id", id)).toList();
    }
}
