package musubi.sandbox.hubspot.crm.list;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.Refusal;
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

    /** Where a page ended, for one of the two orders. */
    private record Order(
            Function<Member, String> cursor,
            Function<String, Member> position,
            Reader upwards,
            Reader downwards) {}

    @FunctionalInterface
    private interface Reader {
        List<Member> read(StoredList list, Member position, int limit);
    }

    private static final Order BY_RECORD = new Order(
            member -> Long.toString(member.recordId()),
            text -> new Member(number(text), 0),
            (list, position, limit) -> list.from(position.recordId(), limit),
            (list, position, limit) -> list.below(position.recordId(), limit));

    private static final Order BY_JOIN = new Order(
            member -> member.joinedAt() + "," + member.recordId(),
            text -> new Member(
                    text.contains(",") ? number(text.substring(text.indexOf(',') + 1)) : 0,
                    number(text.contains(",") ? text.substring(0, text.indexOf(',')) : text)),
            StoredList::joinedFrom,
            StoredList::joinedBefore);

    public MembershipEndpoints(PortalState portal) {
        this.portal = portal;
        this.now = portal.clock().millis();
    }

    /** By record id. */
    public Answer page(Call call) {
        return page(call, BY_RECORD);
    }

    /** By the time of joining. */
    public Answer joinOrder(Call call) {
        return page(call, BY_JOIN);
    }

    /** Upwards from {@code after} or the start; only with {@code before} alone downwards (documented). */
    private Answer page(Call call, Order order) {
        var limit = Body.number(call.parameter("limit"), "limit", 100, MAX_PAGE);
        var after = call.parameter("after");
        var before = call.parameter("before");
        var id = call.route().argument();
        var lists = portal.lists();
        var answer = portal.locked(() -> {
            var list = ListEndpoints.found(lists.found(id, now), id);
            var down = after == null && before != null;
            var cursor = down ? before : after;
            var position = cursor == null ? new Member(0, 0) : position(cursor, order);
            var complete = list.isComplete(now);
            // one more on each side tells whether there are more, and drops the last one of the page before
            var rows = complete
                    ? (down ? order.downwards() : order.upwards()).read(list, position, limit + 2)
                    : List.<Member>of();
            if (!down && cursor != null && !rows.isEmpty() && isAt(rows.getFirst(), position, order)) {
                rows = rows.subList(1, rows.size());
            }
            var more = rows.size() > limit;
            rows = more ? rows.subList(0, limit) : rows;
            return written(call, list, rows, more, down, order);
        });
        lists.flaws().pageAnswered();
        return answer;
    }

    private Answer written(Call call, StoredList list, List<Member> rows, boolean more, boolean down, Order order) {
        var body = Json.object();
        var results = body.putArray("results");
        for (var member : order == BY_RECORD && !down ? portal.lists().flaws().of(rows, list) : rows) {
            results.addObject()
                    .put("recordId", "" + member.recordId())
                    .put("membershipTimestamp", Timestamps.iso(member.joinedAt()));
        }
        body.put("total", list.isComplete(now) ? list.size() : 0);
        if (more && !rows.isEmpty()) {
            var cursor = encoded(order.cursor().apply(rows.getLast()));
            var name = down ? "before" : "after";
            body.putObject("paging")
                    .putObject(down ? "prev" : "next")
                    .put(name, cursor)
                    .put("link", "%s?%s=%s".formatted(call.request().path(), name, cursor));
        }
        return Answer.json(200, body);
    }

    private static boolean isAt(Member member, Member position, Order order) {
        return order == BY_RECORD ? member.recordId() == position.recordId() : member.equals(position);
    }

    private static String encoded(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /** A cursor, or a plain number: a record id, or ms since the epoch. */
    private static Member position(String cursor, Order order) {
        if (cursor.matches("\\d{1,18}")) {
            return order.position().apply(cursor);
        }
        try {
            return order.position()
                    .apply(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("after: not a cursor");
        }
    }

    private static long number(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw Refusal.invalid("after: not a cursor");
        }
        return Long.parseLong(text);
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
        var id = number(record);
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
