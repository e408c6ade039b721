package musubi.sandbox.hubspot.crm.record;

import java.util.NavigableMap;
import java.util.function.Function;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.Refusal;
import tools.jackson.databind.node.ObjectNode;

/** A page of the list of all records, in the order of their ids. */
public final class RecordPage {

    private static final int MAX_PAGE = 100;

    private RecordPage() {}

    /** Under the portal's lock. */
    public static Answer of(
            Call call, NavigableMap<Long, StoredRecord> records, Function<StoredRecord, ObjectNode> written) {
        var limit = Body.number(call.parameter("limit"), "limit", 10, MAX_PAGE);
        var after = call.parameter("after");
        if (after != null && !after.matches("\\d{1,18}")) {
            throw Refusal.invalid("after: not a cursor");
        }
        var from = after == null ? 0 : Long.parseLong(after);
        var archived = call.flag("archived");
        var body = Json.object();
        var results = body.putArray("results");
        for (var record : records.tailMap(from, true).values()) {
            if (record.current().archived() == archived) {
                if (results.size() == limit) {
                    var next = body.putObject("paging").putObject("next");
                    next.put("after", Long.toString(record.id()));
                    next.put("link", call.request().path() + "?after=" + record.id());
                    break;
                }
                results.add(written.apply(record));
            }
        }
        return Answer.json(200, body);
    }
}
