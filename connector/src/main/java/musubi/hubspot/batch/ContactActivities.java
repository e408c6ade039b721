package musubi.hubspot.batch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.ContactRow;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.RowOutcome;
import musubi.hubspot.http.HubSpotHttp;

/**
 * What is on the timelines of contacts, of one type. HubSpot has no idempotency key for it: who does not know whether something was created
 * has to look for it first.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/crm/activities/notes/guide">Notes</a>
 */
public final class ContactActivities {

    private final HubSpotHttp http;
    private final String type;
    private final int toContact;

    /**
     * Those of a type.
     *
     * @param type as it stands in addresses: {@code notes}
     * @param toContact HubSpot's id of the association of one of them with a contact
     */
    public ContactActivities(HubSpotHttp http, String type, int toContact) {
        this.http = http;
        this.type = type;
        this.toContact = toContact;
    }

    /** One that is to be created. */
    public record NewActivity(String contactId, Map<String, String> properties) {

        @Override
        public String toString() {
            return "NewActivity";
        }
    }

    /**
     * Creates some. One that HubSpot refuses does not hold up the others.
     *
     * @param activities at most 100
     * @return one outcome for each, in their order
     */
    public List<RowOutcome> create(PortalAccess access, List<NewActivity> activities) {
        var inputs = new ArrayList<Map<String, Object>>();
        var rows = new ArrayList<ContactRow>();
        for (var activity : activities) {
            // recognized by the trace id alone: no result has this one, and a row that is left out has no outcome
            rows.add(new ContactRow("row " + rows.size(), activity.properties()));
            inputs.add(Map.of(
                    "objectWriteTraceId",
                    String.valueOf(inputs.size()),
                    "properties",
                    activity.properties(),
                    "associations",
                    List.of(Map.of(
                            "to",
                            Map.of("id", activity.contactId()),
                            "types",
                            List.of(Map.of(
                                    "associationCategory", "HUBSPOT_DEFINED", "associationTypeId", toContact))))));
        }
        return BatchWriteAnswer.ofTraced(
                rows, http.post(access, type + ".create", objects("create"), Map.of("inputs", inputs)));
    }

    /**
     * Reads those of contacts.
     *
     * @param contactIds record ids, at most 100
     * @param properties to read
     * @param each gets one after the other, with those of the contacts that it is of
     * @throws HubSpotException of kind {@code RETRY} also when the answers leave out a contact or an activity: it would be created again
     */
    public void read(
            PortalAccess access,
            List<String> contactIds,
            List<String> properties,
            BiConsumer<ContactRecord, Set<String>> each) {
        var contacts = contacts(access, contactIds);
        var ids = List.copyOf(contacts.keySet());
        for (var from = 0; from < ids.size(); from += HubSpotClient.BATCH) {
            var some = ids.subList(from, Math.min(from + HubSpotClient.BATCH, ids.size()));
            var answer = http.post(
                    access, type + ".read", objects("read"), Map.of("properties", properties, "inputs", inputs(some)));
            var answered = BatchReadAnswer.notFound(answer, "ids");
            answer.path("results").forEach(result -> {
                var activity = BatchWriteAnswer.record(result);
                answered.add(activity.id());
                var of = contacts.get(activity.id());
                if (of != null) {
                    each.accept(activity, of);
                }
            });
            requireAll(type + ".read", answered, some);
        }
    }

    /** The contacts of each activity, by its id. */
    private Map<String, Set<String>> contacts(PortalAccess access, List<String> contactIds) {
        var contacts = new LinkedHashMap<String, Set<String>>();
        var answered = new HashSet<String>();
        for (var open = inputs(contactIds); !open.isEmpty(); ) {
            var answer = http.post(
                    access,
                    type + ".find",
                    "/crm/associations/{V}/contacts/" + type + "/batch/read",
                    Map.of("inputs", open));
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
        requireAll(type + ".find", answered, contactIds);
        return contacts;
    }

    private String objects(String what) {
        return "/crm/objects/{V}/" + type + "/batch/" + what;
    }

    private static void requireAll(String operation, Set<String> answered, List<String> asked) {
        if (!answered.containsAll(asked)) {
            throw BatchReadAnswer.incomplete(operation);
        }
    }

    private static List<Map<String, String>> inputs(List<String> ids) {
        return ids.stream().map(id -> Map.of("id", id)).toList();
    }
}
