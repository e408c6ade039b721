package musubi.hubspot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import musubi.hubspot.HubSpotException.Kind;
import musubi.hubspot.batch.BatchReadAnswer;
import musubi.hubspot.http.HubSpotHttp;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;

/**
 * Lists of contacts, which HubSpot's pages call segments. A delivery reads with {@link CallPriority#DELIVERY}, a page with
 * {@link CallPriority#INTERACTIVE}. A token without {@link #READ_SCOPE} is refused by an exception that is {@link
 * HubSpotException#isMissingScope} and names that scope.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/crm/lists/guide">Segments</a>
 */
@Component
public class HubSpotLists {

    /** The scope of all calls here. An app or service key gets it when lists are first used; connecting does not need it. */
    public static final String READ_SCOPE = "crm.lists.read";

    /** Members of a full page (documented). */
    public static final int PAGE = 250;

    /** Lists in one call by their ids. The limit is ours: the ids stand in the address. */
    public static final int MAX_SEVERAL = 100;

    private static final String LISTS = "/crm/lists/{V}";
    private static final String CONTACTS = "0-1";
    private static final int NOT_FOUND = 404;

    private final HubSpotHttp http;

    HubSpotLists(HubSpotHttp http) {
        this.http = http;
    }

    /** Whether the members change by themselves. */
    public enum ListKind {
        /** Whom somebody added: manual lists, and snapshots of a filter. */
        STATIC,
        /** Whoever fulfils its filters now. */
        ACTIVE
    }

    /**
     * A list of contacts.
     *
     * @param size its members as HubSpot counts them; contacts that were merged may count twice
     * @param complete whether HubSpot has filled it: before, members are missing
     */
    public record ContactList(long id, String name, ListKind kind, long size, boolean complete) {}

    /**
     * A page of a search.
     *
     * @param total lists that match, of all pages
     * @param next {@code offset} of the next page; empty at the end
     */
    public record FoundLists(List<ContactList> lists, int total, OptionalInt next) {}

    /** What HubSpot answered for members. */
    public sealed interface Members {

        /**
         * Some members.
         *
         * @param recordIds in HubSpot's order, which is documented as ascending: check it before relying on it. Of a contact
         *     that was merged it may be a former id; {@link HubSpotClient#read} finds the contact by it
         * @param next {@code after} of the next page; empty at the end. Members who join or leave meanwhile do not move it
         */
        record Page(List<Long> recordIds, Optional<String> next) implements Members {}

        /** There is no such list (any more). HubSpot answers so too in the first moments of a new one. */
        record Gone() implements Members {}
    }

    /**
     * Searches lists of contacts by a part of their name.
     *
     * @param query empty: all lists
     * @param offset {@link FoundLists#next} of the page before; 0 for the first
     * @param count at most 500; a page may have fewer, also before the end
     */
    public FoundLists search(PortalAccess access, String query, int offset, int count) {
        var operation = "lists.search";
        var body = new HashMap<String, Object>();
        body.put("query", query);
        body.put("offset", offset);
        body.put("count", count);
        body.put("objectTypeId", CONTACTS);
        body.put("processingTypes", List.of());
        body.put("listIds", List.of());
        body.put("additionalProperties", List.of());
        var answer = naming(() -> http.post(access, operation, LISTS + "/search", body));
        var lists = contactLists(operation, answer);
        if (!answer.path("hasMore").isBoolean() || !answer.path("offset").canConvertToInt()) {
            // an answer that does not say whether there are more is not the end
            throw BatchReadAnswer.incomplete(operation);
        }
        var end = answer.path("offset").asInt(0);
        var more = answer.path("hasMore").asBoolean(false) && end > offset;
        return new FoundLists(
                lists, answer.path("total").asInt(lists.size()), more ? OptionalInt.of(end) : OptionalInt.empty());
    }

    /** One list of contacts; empty when there is none (any more). HubSpot finds a new one only after a moment. */
    public Optional<ContactList> find(PortalAccess access, long listId) {
        var operation = "lists.get";
        try {
            var list = naming(() -> http.get(access, operation, LISTS + "/" + listId))
                    .path("list");
            if (!list.path("listId").asString("").equals(Long.toString(listId))) {
                throw BatchReadAnswer.incomplete(operation);
            }
            return Optional.of(list).filter(HubSpotLists::isOfContacts).map(one -> contactList(operation, one));
        } catch (HubSpotException e) {
            if (isGone(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Several lists of contacts, in one call.
     *
     * @param listIds at most {@value #MAX_SEVERAL}
     * @return by id; those that do not exist (any more) are left out
     */
    public Map<Long, ContactList> several(PortalAccess access, Set<Long> listIds) {
        if (listIds.size() > MAX_SEVERAL) {
            throw new IllegalArgumentException("listIds: %d (expected: 0..%d)".formatted(listIds.size(), MAX_SEVERAL));
        }
        if (listIds.isEmpty()) {
            return Map.of();
        }
        var operation = "lists.read";
        var ids = listIds.stream().sorted().map(id -> "listIds=" + id).collect(Collectors.joining("&"));
        var answer = naming(() -> http.get(access, operation, LISTS + "?" + ids));
        return contactLists(operation, answer).stream()
                .filter(list -> listIds.contains(list.id()))
                .collect(Collectors.toUnmodifiableMap(ContactList::id, list -> list, (one, same) -> one));
    }

    /**
     * A page of the members of a list, at most {@value #PAGE}.
     *
     * @param after {@link Members.Page#next} of the page before; empty for the first
     */
    public Members page(PortalAccess access, long listId, String after) {
        var operation = "lists.members";
        var path = "%s/%d/memberships?limit=%d".formatted(LISTS, listId, PAGE);
        var from = after.isEmpty() ? "" : "&after=" + UriUtils.encode(after, "UTF-8");
        try {
            var answer = naming(() -> http.get(access, operation, path + from));
            var ids = new ArrayList<Long>(PAGE);
            for (var row : BatchReadAnswer.list(operation, answer, "results")) {
                ids.add(id(operation, row, "recordId"));
            }
            var next = answer.path("paging").path("next").path("after").asString("");
            return new Members.Page(List.copyOf(ids), Optional.of(next).filter(cursor -> !cursor.isEmpty()));
        } catch (HubSpotException e) {
            if (isGone(e)) {
                return new Members.Gone();
            }
            throw e;
        }
    }

    /**
     * The lists that contacts are in.
     *
     * @param recordIds at most 100
     * @return by record id; contacts that the answer leaves out are missing: of them nothing is known
     */
    public Map<Long, Set<Long>> ofRecords(PortalAccess access, Collection<Long> recordIds) {
        var operation = "lists.of-records";
        var inputs = recordIds.stream()
                .map(id -> Map.of("objectTypeId", CONTACTS, "recordId", Long.toString(id)))
                .toList();
        var answer = naming(() ->
                http.post(access, operation, LISTS + "/records/memberships/batch/read", Map.of("inputs", inputs)));
        Map<Long, Set<Long>> found = new HashMap<>();
        for (var row : BatchReadAnswer.list(operation, answer, "results")) {
            var lists = new HashSet<Long>();
            for (var list : BatchReadAnswer.list(operation, row, "recordListMemberships")) {
                lists.add(id(operation, list, "listId"));
            }
            found.put(id(operation, row, "recordId"), Set.copyOf(lists));
        }
        return found;
    }

    /** Only HubSpot's own error counts: any other 404 is of kind {@code RETRY}. */
    private static boolean isGone(HubSpotException e) {
        return e.kind() == Kind.REJECTED && e.status() == NOT_FOUND;
    }

    private static List<ContactList> contactLists(String operation, JsonNode answer) {
        return BatchReadAnswer.list(operation, answer, "lists").stream()
                .filter(HubSpotLists::isOfContacts)
                .map(list -> contactList(operation, list))
                .toList();
    }

    /** The type in the request is new in version 2026-09: without it lists of companies come too. */
    private static boolean isOfContacts(JsonNode list) {
        return list.path("objectTypeId").asString(CONTACTS).equals(CONTACTS);
    }

    private static ContactList contactList(String operation, JsonNode list) {
        // one list has its size as a number, a found one as a text among other properties
        var size = list.has("size")
                ? list.path("size").asLong(0)
                : list.path("additionalProperties").path("hs_list_size").asLong(0);
        return new ContactList(
                id(operation, list, "listId"),
                list.path("name").asString(""),
                list.path("processingType").asString("").equals("DYNAMIC") ? ListKind.ACTIVE : ListKind.STATIC,
                size,
                list.path("processingStatus").asString("COMPLETE").equals("COMPLETE"));
    }

    private static long id(String operation, JsonNode row, String name) {
        var id = row.path(name).asLong(0);
        if (id <= 0) {
            throw BatchReadAnswer.incomplete(operation);
        }
        return id;
    }

    /** HubSpot may name no scope, or others that would do as well: {@code crm.segments.read} is new, and few portals have it. */
    private static JsonNode naming(Supplier<JsonNode> call) {
        try {
            return call.get();
        } catch (HubSpotException e) {
            if (!e.isMissingScope()) {
                throw e;
            }
            var error = e.error();
            throw new HubSpotException(
                    e.kind(),
                    e.status(),
                    new HubSpotError(
                            error.category(),
                            error.message(),
                            error.policyName(),
                            error.codes(),
                            error.properties(),
                            Set.of(READ_SCOPE)),
                    null,
                    null,
                    "the HubSpot token lacks the scope " + READ_SCOPE);
        }
    }
}
