package musubi.hubspot.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.ContactsRead;
import musubi.hubspot.HubSpotError;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import tools.jackson.databind.JsonNode;

/**
 * Reads the answer of a batch that reads: for each row its record, or that there is none. A row that is left out was not
 * answered, whatever the reason: an error of another kind, an answer cut short, a body without results. Nothing is ever
 * concluded from that (docs/adr/0019).
 */
public final class BatchReadAnswer {

    public static final String RECORD_ID = "hs_object_id";
    /** The record ids that were merged into a contact: {@code 1;2}. */
    public static final String MERGED_IDS = "hs_merged_object_ids";

    private static final String NOT_FOUND = "OBJECT_NOT_FOUND";

    private BatchReadAnswer() {}

    /**
     * The contacts of a batch.
     *
     * @throws HubSpotException of kind {@code RETRY} when the answer leaves all of them out
     */
    public static ContactsRead contacts(String operation, String idProperty, List<String> ids, JsonNode answer) {
        // HubSpot keeps some values in lower case
        var asked = ids.stream().collect(Collectors.toMap(BatchReadAnswer::folded, Function.identity(), (a, b) -> a));
        var found = new HashMap<String, ContactRecord>();
        for (var result : answer.path("results")) {
            var record = BatchWriteAnswer.record(result);
            for (var name : idsOf(record, idProperty)) {
                var id = asked.get(folded(name));
                if (id != null) {
                    found.put(id, record);
                }
            }
        }
        var absent = new HashSet<String>();
        for (var name : notFound(answer, "ids")) {
            var id = asked.get(folded(name));
            if (id != null && !found.containsKey(id)) {
                absent.add(id);
            }
        }
        if (found.isEmpty() && absent.isEmpty() && !ids.isEmpty()) {
            throw incomplete(operation);
        }
        return new ContactsRead(Map.copyOf(found), Set.copyOf(absent));
    }

    private static List<String> idsOf(ContactRecord record, String idProperty) {
        if (!idProperty.equals(RECORD_ID)) {
            return List.of(record.properties().getOrDefault(idProperty, ""));
        }
        var all = new ArrayList<>(
                List.of(record.properties().getOrDefault(MERGED_IDS, "").split(";", -1)));
        all.add(record.id());
        return all;
    }

    /**
     * The ids that entries of {@code errors} call not found: there is no such record, or it has no associations.
     *
     * @param context the field of the error's context that lists them
     */
    public static Set<String> notFound(JsonNode answer, String context) {
        var ids = new HashSet<String>();
        for (var error : answer.path("errors")) {
            if (error.path("category").asString("").equals(NOT_FOUND)) {
                error.path("context").path(context).forEach(id -> ids.add(id.asString("")));
            }
        }
        return ids;
    }

    /**
     * A list that must be in an answer.
     *
     * @throws HubSpotException of kind {@code RETRY} when it is missing: a missing list is not an empty one
     */
    public static List<JsonNode> list(String operation, JsonNode answer, String name) {
        var list = answer.path(name);
        if (!list.isArray()) {
            throw incomplete(operation);
        }
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    /** The failure of a call whose answer leaves something out. */
    public static HubSpotException incomplete(String operation) {
        return new HubSpotException(
                Kind.RETRY,
                200,
                HubSpotError.NONE,
                null,
                null,
                "HubSpot's answer leaves out what was asked for (%s)".formatted(operation));
    }

    private static String folded(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
