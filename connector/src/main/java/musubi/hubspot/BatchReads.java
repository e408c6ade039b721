package musubi.hubspot;

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
import musubi.hubspot.HubSpotException.Kind;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a batch that reads says of each row: its record, or that there is none. What is left out was not answered,
 * whatever the reason: an error of another kind, an answer cut short, a body without results. Nothing is ever concluded
 * from that (docs/adr/0019).
 */
final class BatchReads {

    static final String RECORD_ID = "hs_object_id";
    /** The record ids that were merged into a contact: {@code 1;2}. */
    static final String MERGED_IDS = "hs_merged_object_ids";

    private static final String NOT_FOUND = "OBJECT_NOT_FOUND";

    private BatchReads() {}

    /** @throws HubSpotException of kind {@code RETRY} when the answer says nothing of any of them */
    static ContactsRead contacts(String operation, String idProperty, List<String> ids, JsonNode answer) {
        // HubSpot keeps some values in lower case
        var asked = ids.stream().collect(Collectors.toMap(BatchReads::folded, Function.identity(), (a, b) -> a));
        var found = new HashMap<String, ContactRecord>();
        for (var result : answer.path("results")) {
            var record = BatchOutcomes.record(result);
            for (var name : namesOf(record, idProperty)) {
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

    private static List<String> namesOf(ContactRecord record, String idProperty) {
        if (!idProperty.equals(RECORD_ID)) {
            return List.of(record.properties().getOrDefault(idProperty, ""));
        }
        var names = new ArrayList<>(
                List.of(record.properties().getOrDefault(MERGED_IDS, "").split(";", -1)));
        names.add(record.id());
        return names;
    }

    /** The ids that entries of {@code errors} say are no record's, or have no associations. */
    static Set<String> notFound(JsonNode answer, String context) {
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
     * @throws HubSpotException of kind {@code RETRY} when it is not: no list is not an empty list
     */
    static List<JsonNode> list(String operation, JsonNode answer, String name) {
        var list = answer.path(name);
        if (!list.isArray()) {
            throw incomplete(operation);
        }
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    static HubSpotException incomplete(String operation) {
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
