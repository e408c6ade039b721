package musubi.sandbox.hubspot.crm.list;

import java.util.List;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.Timestamps;
import musubi.sandbox.hubspot.crm.membership.Member;
import musubi.sandbox.hubspot.crm.membership.StoredList;
import musubi.sandbox.hubspot.crm.store.PortalState;
import tools.jackson.databind.node.ObjectNode;

/**
 * The calls that read the members of a list. A page is found by where the one before ended, not by counting: who joins or
 * leaves meanwhile moves nobody else to another page.
 */
public final class MembershipEndpoints {

    private static final int MAX_PAGE = 250;

    private final PortalState portal;
    private final long now;

    public MembershipEndpoints(PortalState portal) {
        this.portal = portal;
        this.now = portal.clock().millis();
    }

    /** By record id. */
    public Answer page(Call call) {
        return page(call, MemberOrder.BY_RECORD);
    }

    /** By the time of joining. */
    public Answer joinOrder(Call call) {
        return page(call, MemberOrder.BY_JOIN);
    }

    /** Upwards from {@code after} or the start; only with {@code before} alone downwards (documented). */
    private Answer page(Call call, MemberOrder order) {
        var limit = Body.number(call.parameter("limit"), "limit", 100, MAX_PAGE);
        var after = call.parameter("after");
        var before = call.parameter("before");
        var id = call.route().argument();
        var lists = portal.lists();
        var answer = portal.locked(() -> {
            var list = ListEndpoints.found(lists.found(id, now), id);
            var down = after == null && before != null;
            var cursor = down ? before : after;
            var position = cursor == null ? new Member(0, 0) : order.position(cursor);
            var complete = list.isComplete(now);
            // one more on each side tells whether there are more, and drops the last one of the page before
            var rows = !complete
                    ? List.<Member>of()
                    : down ? order.below(list, position, limit + 1) : order.from(list, position, limit + 2);
            if (!down && cursor != null && !rows.isEmpty() && order.isAt(rows.getFirst(), position)) {
                rows = rows.subList(1, rows.size());
            }
            var more = rows.size() > limit;
            rows = more ? rows.subList(0, limit) : rows;
            return written(call, list, rows, more, down, order);
        });
        lists.flaws().pageAnswered();
        return answer;
    }

    private Answer written(
            Call call, StoredList list, List<Member> rows, boolean more, boolean down, MemberOrder order) {
        var body = Json.object();
        var results = body.putArray("results");
        for (var member :
                order == MemberOrder.BY_RECORD && !down ? portal.lists().flaws().of(rows, list) : rows) {
            results.addObject()
                    .put("recordId", "" + member.recordId())
                    .put("membershipTimestamp", Timestamps.iso(member.joinedAt()));
        }
        body.put("total", list.isComplete(now) ? list.size() : 0);
        if (more && !rows.isEmpty()) {
            var cursor = order.cursor(rows.getLast());
            var name = down ? "before" : "after";
            body.putObject("paging")
                    .putObject(down ? "prev" : "next")
                    .put(name, cursor)
                    .put("link", "%s?%s=%s".formatted(call.request().path(), name, cursor));
        }
        return Answer.json(200, body);
    }

    /** The lists that a record is in. */
    public Answer ofRecord(Call call) {
        var type = call.route().arguments().getFirst();
        var record = call.route().arguments().getLast();
        return portal.locked(() -> {
            var body = Json.object();
            var results = body.putArray("results");
            of(type, record).forEach(results::add);
            return Answer.json(200, body.put("total", results.size()));
        });
    }

    /** The same for several records. */
    public Answer batchRead(Call call) {
        var inputs = Body.inputs(Body.of(call.request()));
        return portal.locked(() -> {
            var body = Json.object().put("status", "COMPLETE");
            var results = body.putArray("results");
            for (var input : inputs) {
                var type = Body.required(input, "objectTypeId");
                var record = Body.required(input, "recordId");
                var row = results.addObject().put("objectTypeId", type).put("recordId", record);
                var memberships = row.putArray("recordListMemberships");
                of(type, record).forEach(memberships::add);
            }
            body.put("startedAt", Timestamps.iso(now)).put("completedAt", Timestamps.iso(now));
            return Answer.json(200, body);
        });
    }

    private List<ObjectNode> of(String type, String record) {
        var id = MemberOrder.number(record);
        return portal.lists().found(now).stream()
                .filter(list -> list.objectTypeId().equals(type) && list.isComplete(now))
                .filter(list -> list.joinedAt(id).isPresent())
                .map(list -> {
                    var joined = Timestamps.iso(list.joinedAt(id).orElseThrow());
                    return Json.object()
                            .put("listId", "" + list.id())
                            .put("listVersion", 1)
                            .put("firstAddedTimestamp", joined)
                            .put("lastAddedTimestamp", joined)
                            .put("isPublicList", true);
                })
                .toList();
    }
}
