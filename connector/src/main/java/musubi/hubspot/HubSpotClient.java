package musubi.hubspot;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The calls to HubSpot that Musubi makes. Each takes one place under the portal's limit and waits for it; each throws
 * {@link HubSpotException} when HubSpot does not carry it out.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/guide">Contacts</a>
 */
@Component
public class HubSpotClient {

    /** Rows in one batch call, at the most. */
    public static final int BATCH = 100;

    private static final String CONTACTS = "/crm/objects/{V}/contacts";
    private static final String PROPERTIES = "/crm/properties/{V}/contacts";

    private final HubSpotHttp http;

    HubSpotClient(HubSpotHttp http) {
        this.http = http;
    }

    /** The portal the token opens. */
    public AccountDetails account(PortalAccess access) {
        var account = http.get(access, "account", "/account-info/{V}/details");
        var portalId = account.path("portalId").asLong(0);
        if (portalId != access.portalId()) {
            // who asks for the portal cannot know yet whose limit the call uses
            http.limit(portalId).add();
        }
        return new AccountDetails(
                portalId,
                zone(account.path("timeZone").asString("")),
                account.path("companyCurrency").asString(""));
    }

    /**
     * The scopes this token lacks for what Musubi does, found by calls that change nothing: HubSpot looks at the scope
     * before it looks at the body, so an empty batch tells.
     */
    public Set<String> missingScopes(PortalAccess access) {
        var missing = new LinkedHashSet<String>();
        var nothing = Map.of("inputs", List.of());
        var attempts = List.<Runnable>of(
                () -> http.get(access, "scopes", PROPERTIES),
                () -> http.post(access, "scopes", PROPERTIES + "/batch/create", nothing),
                () -> http.get(access, "scopes", CONTACTS + "?limit=1"),
                () -> http.post(access, "scopes", CONTACTS + "/batch/upsert", nothing));
        for (var attempt : attempts) {
            try {
                attempt.run();
            } catch (HubSpotException e) {
                if (e.status() == 403 && !e.missingScopes().isEmpty()) {
                    missing.addAll(e.missingScopes());
                } else if (e.kind() == HubSpotException.Kind.AUTH) {
                    throw e;
                }
            }
        }
        return missing;
    }

    /**
     * Reads contacts.
     *
     * @param idProperty a unique property, or {@code hs_object_id} for record ids
     * @param ids at most 100, without repeats
     * @return by the id asked for; those that do not exist are left out
     */
    public Map<String, ContactRecord> read(
            PortalAccess access, String idProperty, List<String> ids, List<String> properties) {
        var byRecordId = idProperty.equals("hs_object_id");
        var body = new HashMap<String, Object>();
        if (!byRecordId) {
            body.put("idProperty", idProperty);
        }
        body.put("properties", properties);
        body.put("inputs", ids.stream().map(id -> Map.of("id", id)).toList());
        var found = new HashMap<String, ContactRecord>();
        http.post(access, "contacts.read", CONTACTS + "/batch/read", body)
                .path("results")
                .forEach(result -> {
                    var record = BatchOutcomes.record(result);
                    found.put(byRecordId ? record.id() : record.properties().getOrDefault(idProperty, ""), record);
                });
        return found;
    }

    /**
     * Makes or changes contacts by a unique property. A row that HubSpot refuses does not hold up the others.
     *
     * @param rows at most 100, with distinct ids
     * @return one outcome per row, in the rows' order
     */
    public List<RowOutcome> upsert(PortalAccess access, String idProperty, List<ContactRow> rows) {
        return write(access, "contacts.upsert", "/batch/upsert", rows, Map.of("idProperty", idProperty));
    }

    /**
     * Changes contacts by their record ids.
     *
     * @param rows at most 100, with distinct ids
     * @return one outcome per row, in the rows' order
     */
    public List<RowOutcome> update(PortalAccess access, List<ContactRow> rows) {
        return write(access, "contacts.update", "/batch/update", rows, Map.of());
    }

    private List<RowOutcome> write(
            PortalAccess access, String operation, String path, List<ContactRow> rows, Map<String, String> each) {
        var inputs = new ArrayList<Map<String, Object>>();
        for (var row : rows) {
            var input = new HashMap<String, Object>(each);
            input.put("id", row.id());
            input.put("properties", row.properties());
            // with a trace id on every row HubSpot writes the good ones and tells of the others
            input.put("objectWriteTraceId", String.valueOf(inputs.size()));
            inputs.add(input);
        }
        return BatchOutcomes.of(
                rows, each.get("idProperty"), http.post(access, operation, CONTACTS + path, Map.of("inputs", inputs)));
    }

    /**
     * Makes two contacts one, for good. The survivor has the primary's values, and the other's where the primary has
     * none.
     *
     * @return the survivor's record id: the primary's, or (in most portals) a new one
     */
    public String merge(PortalAccess access, String primaryId, String otherId) {
        return http.post(
                        access,
                        "contacts.merge",
                        CONTACTS + "/merge",
                        Map.of("primaryObjectId", primaryId, "objectIdToMerge", otherId))
                .path("id")
                .asString("");
    }

    /** Searches contacts. Waits for one of the five searches a second that HubSpot allows a portal. */
    public SearchPage search(PortalAccess access, Search search) {
        var body = new HashMap<String, Object>();
        body.put(
                "filterGroups",
                search.anyOf().stream()
                        .map(filters -> Map.of(
                                "filters",
                                filters.stream().map(HubSpotClient::filter).toList()))
                        .toList());
        body.put("properties", search.properties());
        body.put(
                "sorts",
                List.of(Map.of(
                        "propertyName",
                        search.sortBy(),
                        "direction",
                        search.descending() ? "DESCENDING" : "ASCENDING")));
        body.put("limit", search.limit());
        if (!search.after().isEmpty()) {
            body.put("after", search.after());
        }
        var answer = http.search(access, "contacts.search", CONTACTS + "/search", body);
        if (!answer.path("results").isArray() || !answer.path("total").isNumber()) {
            // not said is not "none"
            throw Failures.unreadable("contacts.search", 200);
        }
        return new SearchPage(
                answer.path("total").asLong(0),
                stream(answer.path("results")).map(BatchOutcomes::record).toList(),
                answer.path("paging").path("next").path("after").asString(""));
    }

    private static Map<String, String> filter(Search.Filter filter) {
        return filter.value().isEmpty()
                ? Map.of("propertyName", filter.property(), "operator", filter.operator())
                : Map.of("propertyName", filter.property(), "operator", filter.operator(), "value", filter.value());
    }

    /** Whether more than half of the calls that the portal allows now are still free. */
    public boolean hasRoom(long portalId) {
        return http.limit(portalId).hasRoom();
    }

    /**
     * The calls HubSpot leaves the portal until midnight in its zone, as its last answer to this node told; empty while
     * none did.
     */
    public OptionalInt callsLeftToday(long portalId) {
        var left = http.leftToday(portalId);
        return left < 0 ? OptionalInt.empty() : OptionalInt.of(left);
    }

    /** No call to the portal for that long; those that wait go on waiting. */
    public void pause(long portalId, Duration duration) {
        http.limit(portalId).close(duration);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException ignored) {
            return ZoneOffset.UTC;
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
