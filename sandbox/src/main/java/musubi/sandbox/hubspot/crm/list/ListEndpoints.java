package musubi.sandbox.hubspot.crm.list;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.ObjectType;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.membership.ContactLists;
import musubi.sandbox.hubspot.crm.membership.StoredList;
import musubi.sandbox.hubspot.crm.record.Version;
import musubi.sandbox.hubspot.crm.store.PortalState;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The calls for lists themselves. */
public final class ListEndpoints {

    private static final int MAX_FOUND = 500;

    private final PortalState portal;
    private final ContactLists lists;
    private final long now;

    public ListEndpoints(PortalState portal) {
        this.portal = portal;
        this.lists = portal.lists();
        this.now = portal.clock().millis();
    }

    /** By a part of the name, ignoring case; {@code offset} of the answer is where the next page begins. */
    public Answer search(Call call) {
        var body = Body.of(call.request());
        var query = Body.text(body, "query").orElse("").toLowerCase(Locale.ROOT);
        var offset = Body.number(Body.text(body, "offset").orElse(null), "offset", 0, Integer.MAX_VALUE);
        var count = Body.number(Body.text(body, "count").orElse(null), "count", 20, MAX_FOUND);
        var type = Body.text(body, "objectTypeId");
        var ids = new HashSet<>(Body.texts(body, "listIds"));
        var kinds = Body.texts(body, "processingTypes").stream()
                .map(ListEndpoints::kind)
                .collect(Collectors.toSet());
        return portal.locked(() -> {
            var found = lists.found(now).stream()
                    .filter(list -> list.name().toLowerCase(Locale.ROOT).contains(query))
                    .filter(list -> type.isEmpty() || type.get().equals(list.objectTypeId()))
                    .filter(list -> ids.isEmpty() || ids.contains("" + list.id()))
                    .filter(list -> kinds.isEmpty() || kinds.contains(list.kind()))
                    .toList();
            var end = (int) Math.min(found.size(), (long) offset + count);
            var answer = Json.object();
            var rows = answer.putArray("lists");
            for (var at = offset; at < end; at++) {
                rows.add(ListJson.searched(found.get(at), now));
            }
            answer.put("offset", Math.max(offset, end));
            return Answer.json(200, answer.put("hasMore", end < found.size()).put("total", found.size()));
        });
    }

    /** Those with these {@code listIds}; one that is not there is left out. */
    public Answer several(Call call) {
        return portal.locked(() -> {
            var answer = Json.object();
            var rows = answer.putArray("lists");
            for (var id : call.names("listIds")) {
                lists.found(id, now).ifPresent(list -> rows.add(ListJson.read(list, now)));
            }
            return Answer.json(200, answer);
        });
    }

    public Answer get(Call call) {
        return portal.locked(() -> answer(find(call.route().argument())));
    }

    public Answer byName(Call call) {
        var type = call.route().arguments().getFirst();
        var name = call.route().arguments().getLast();
        return portal.locked(() -> lists.found(now).stream()
                .filter(list -> list.objectTypeId().equals(type) && list.name().equalsIgnoreCase(name))
                .findFirst()
                .map(this::answer)
                .orElseThrow(() -> Refusal.of(
                                404, "List does not exist with name %s".formatted(name), Refusal.OBJECT_NOT_FOUND)
                        .subCategory("ILS.LIST_NOT_FOUND")));
    }

    public Answer create(Call call) {
        var body = Body.of(call.request());
        var name = Body.required(body, "name");
        var type = Body.required(body, "objectTypeId");
        var kind = kind(Body.required(body, "processingType"));
        if (name.isBlank()) {
            throw Refusal.invalid("The list name must not be empty");
        }
        if (!type.equals(ObjectType.CONTACT.typeId())) {
            throw Refusal.invalid(
                            "The objectTypeId %s provided for the list is not valid for this portal.".formatted(type))
                    .subCategory("ListError.INVALID_OBJECT_TYPE_FOR_LIST");
        }
        var filter = filter(body);
        if ((kind == ListKind.MANUAL && filter != null) || (kind == ListKind.DYNAMIC && filter == null)) {
            throw Refusal.invalid("A list of type %s %s a filterBranch"
                    .formatted(kind, kind == ListKind.MANUAL ? "cannot have" : "needs"));
        }
        return portal.locked(() -> answer(lists.add(
                name,
                kind,
                type,
                filter,
                portal.store().records().values(),
                now,
                portal.settings().listDelay.toMillis())));
    }

    private @Nullable Predicate<Version> filter(ObjectNode body) {
        var branch = body.get("filterBranch");
        return branch == null || branch.isNull() ? null : ListFilters.parse(Body.object(branch), portal.schema());
    }

    public Answer delete(Call call) {
        portal.locked(() -> lists.delete(find(call.route().argument()), now));
        return Answer.empty(204);
    }

    public Answer restore(Call call) {
        var id = call.route().argument();
        portal.locked(() -> lists.restore(
                lists.any(id).orElseThrow(() -> unknown(id)),
                portal.store().records().values(),
                now));
        return Answer.empty(204);
    }

    private Answer answer(StoredList list) {
        var answer = Json.object();
        answer.set("list", ListJson.read(list, now));
        return Answer.json(200, answer);
    }

    private StoredList find(String id) {
        return found(lists.found(id, now), id);
    }

    static StoredList found(Optional<StoredList> list, String id) {
        return list.orElseThrow(() -> unknown(id));
    }

    private static Refusal unknown(String id) {
        return Refusal.of(404, "List does not exist with ID %s".formatted(id), Refusal.OBJECT_NOT_FOUND)
                .subCategory("ILS.LIST_NOT_FOUND");
    }

    private static ListKind kind(String name) {
        return Arrays.stream(ListKind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                                "processingType: %s (expected one of: %s)".formatted(name, List.of(ListKind.values())))
                        .subCategory("ILS.INVALID_PROCESSING_TYPE"));
    }
}
