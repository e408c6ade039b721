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
import musubi.hubspot.batch.BatchReadAnswer;
import musubi.hubspot.batch.BatchWriteAnswer;
import musubi.hubspot.http.HubSpotHttp;
import org.springframework.stereotype.Component;

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
            // which portal's limit the call uses is known from its answer alone
            http.countCall(portalId);
        }
        return new AccountDetails(
                portalId,
                zone(account.path("timeZone").asString("")),
                account.path("companyCurrency").asString(""));
    }

    /**
     * The scopes this token lacks for what Musubi does, found by calls that change nothing: HubSpot checks the scope
     * before the body, so an empty batch shows it.
     */
    public Set<String> missingScopes(PortalAccess access) {
        var missing = new LinkedHashSet<String>();
        var nothing = Map.of("inputs", List.of());
        var attempts = List.<Runnable>of(
                () -> http.get(access, "scopes", PROPERTIES),
                () -> http.post(access, "scopes", PROPERTIES + "/batch/create", nothing),
                () -> http.post(access, "scopes", CONTACTS + "/batch/read", nothing),
                () -> http.post(access, "scopes", CONTACTS + "/batch/create", nothing),
                () -> http.post(access, "scopes", CONTACTS + "/batch/update", nothing));
        for (var attempt : attempts) {
            try {
                attempt.run();
            } catch (HubSpotException e) {
                if (e.status() == 403 && !e.missingScopes().isEmpty()) {
                    missing.addAll(e.missingScopes());
                } else if (e.kind() != HubSpotException.Kind.REJECTED) {
                    // the scope was not checked
                    throw e;
                }
            }
        }
        return missing;
    }

    /**
     * Reads contacts. One in the recycle bin counts as absent, one that was merged is found by its former record ids.
     *
     * @param idProperty a unique property, or {@code hs_object_id} for record ids
     * @param ids at most 100, without repeats
     * @return what HubSpot answered for each; some may be left out
     * @throws HubSpotException of kind {@code RETRY} also when all are left out
     */
    public ContactsRead read(PortalAccess access, String idProperty, List<String> ids, List<String> properties) {
        var byRecordId = idProperty.equals(BatchReadAnswer.RECORD_ID);
        var asked = new LinkedHashSet<>(properties);
        asked.add(byRecordId ? BatchReadAnswer.MERGED_IDS : idProperty);
        var body = new HashMap<String, Object>();
        if (!byRecordId) {
            body.put("idProperty", idProperty);
        }
        body.put("properties", asked);
        body.put("inputs", ids.stream().map(id -> Map.of("id", id)).toList());
        return BatchReadAnswer.contacts(
                "contacts.read", idProperty, ids, http.post(access, "contacts.read", CONTACTS + "/batch/read", body));
    }

    /**
     * Creates contacts. A row that HubSpot refuses, such as when another contact has one of its unique values, does not
     * hold up the others; no existing contact is changed.
     *
     * @param idProperty a unique property that every row has its {@code id} in
     * @param rows at most 100, with distinct ids
     * @return one outcome per row, in the rows' order
     */
    public List<RowOutcome> create(PortalAccess access, String idProperty, List<ContactRow> rows) {
        return BatchWriteAnswer.ofCreate(
                rows,
                idProperty,
                http.post(access, "contacts.create", CONTACTS + "/batch/create", inputs(rows, false)));
    }

    /**
     * Changes contacts by their record ids; creates none.
     *
     * @param rows at most 100, with distinct ids
     * @return one outcome per row, in the rows' order
     */
    public List<RowOutcome> update(PortalAccess access, List<ContactRow> rows) {
        return BatchWriteAnswer.ofUpdate(
                rows, http.post(access, "contacts.update", CONTACTS + "/batch/update", inputs(rows, true)));
    }

    private static Map<String, Object> inputs(List<ContactRow> rows, boolean byId) {
        var inputs = new ArrayList<Map<String, Object>>();
        for (var row : rows) {
            var input = new HashMap<String, Object>();
            if (byId) {
                input.put("id", row.id());
            }
            input.put("properties", row.properties());
            // with a trace id on every row HubSpot writes the valid ones and reports the others
            input.put("objectWriteTraceId", String.valueOf(inputs.size()));
            inputs.add(input);
        }
        return Map.of("inputs", inputs);
    }

    /**
     * Merges two contacts; this cannot be undone. The survivor has the primary's values, and the other's where the primary has
     * none.
     *
     * @return the survivor's record id: the primary's, or (in most portals) a new one
     */
    public String merge(PortalAccess access, String primaryId, String otherId) {
        return BatchWriteAnswer.record(http.post(
                        access,
                        "contacts.merge",
                        CONTACTS + "/merge",
                        Map.of("primaryObjectId", primaryId, "objectIdToMerge", otherId)))
                .id();
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
        if (!answer.path("total").isIntegralNumber() || !answer.path("total").canConvertToLong()) {
            // a missing total is not a total of none
            throw BatchReadAnswer.incomplete("contacts.search");
        }
        return new SearchPage(
                answer.path("total").asLong(),
                BatchReadAnswer.list("contacts.search", answer, "results").stream()
                        .map(BatchWriteAnswer::record)
                        .toList(),
                answer.path("paging").path("next").path("after").asString(""));
    }

    private static Map<String, String> filter(Search.Filter filter) {
        var body = new HashMap<>(Map.of("propertyName", filter.property(), "operator", filter.operator()));
        if (!filter.value().isEmpty()) {
            body.put("value", filter.value());
        }
        if (!filter.highValue().isEmpty()) {
            body.put("highValue", filter.highValue());
        }
        return body;
    }

    /** Whether more than half of the calls that the portal allows now are still free. */
    public boolean hasSpareCalls(long portalId) {
        return http.hasSpareCalls(portalId);
    }

    /**
     * The calls HubSpot leaves the portal until midnight in its zone, as its last answer to this node said; empty while
     * none did.
     */
    public OptionalInt callsLeftToday(long portalId) {
        var left = http.leftToday(portalId);
        return left < 0 ? OptionalInt.empty() : OptionalInt.of(left);
    }

    /** Makes no call to the portal for that long; waiting calls that would not wait so long are refused. */
    public void pause(long portalId, Duration duration) {
        http.pause(portalId, duration);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException ignored) {
            return ZoneOffset.UTC;
        }
    }
}
