package musubi.sandbox.hubspot.crm.search;

import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.record.RecordJson;
import musubi.sandbox.hubspot.crm.record.Schema;
import musubi.sandbox.hubspot.crm.record.SearchIndex;
import musubi.sandbox.hubspot.crm.store.PortalState;

/** Search, which lags behind the writes: it must not be used to decide whether a contact exists. */
public final class SearchEndpoint {

    private static final int MAX_BODY_LENGTH = 3_000;

    private final PortalState portal;
    private final Schema schema;
    private final SearchIndex index;
    private final RecordJson json;

    private SearchEndpoint(PortalState portal, Schema schema, SearchIndex index, RecordJson json) {
        this.portal = portal;
        this.schema = schema;
        this.index = index;
        this.json = json;
    }

    public static SearchEndpoint contacts(PortalState portal) {
        return new SearchEndpoint(portal, portal.schema(), portal.index(), portal.json());
    }

    public static SearchEndpoint tasks(PortalState portal) {
        var tasks = portal.tasks();
        return new SearchEndpoint(portal, tasks.schema(), tasks.index(), tasks.json());
    }

    public Answer search(Call call) {
        if (call.request().text().length() > MAX_BODY_LENGTH) {
            throw Refusal.invalid("The search body is longer than %d characters".formatted(MAX_BODY_LENGTH));
        }
        var query = SearchQuery.parse(Body.of(call.request()), schema);
        index.advance(portal.clock().millis() - portal.settings().searchLag.toMillis());
        var found = index.matching(query.filter());
        found.sort(query.order());
        var body = Json.object().put("total", Math.min(found.size(), SearchQuery.MAX_RESULTS));
        var results = body.putArray("results");
        var end = Math.min(found.size(), query.after() + query.limit());
        for (var at = query.after(); at < end; at++) {
            results.add(json.asked(found.get(at), query.properties()));
        }
        if (end < found.size() && end > query.after()) {
            body.putObject("paging").putObject("next").put("after", Integer.toString(end));
        }
        return Answer.json(200, body);
    }
}
