package musubi.sandbox.hubspot.crm.list;

import java.util.Optional;
import java.util.function.LongFunction;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.api.Timestamps;
import musubi.sandbox.hubspot.crm.membership.StoredList;
import tools.jackson.databind.node.ObjectNode;

/** Lists as calls answer them. */
final class ListJson {

    private ListJson() {}

    /** As it is read by id or name. */
    static ObjectNode read(StoredList list, long now) {
        return common(list, now).put("size", size(list, now));
    }

    /** As a search finds it: the size is one of the additional properties, and a text. */
    static ObjectNode searched(StoredList list, long now) {
        var row = common(list, now);
        var properties = row.putObject("additionalProperties");
        properties.put("hs_list_size", "" + size(list, now));
        properties.put("hs_list_reference_count", "0");
        put(properties, "hs_last_record_added_at", list.lastJoinAt(), moment -> "" + moment);
        put(properties, "hs_last_record_removed_at", list.lastLeaveAt(), moment -> "" + moment);
        return row;
    }

    private static ObjectNode common(StoredList list, long now) {
        var row = Json.object()
                .put("listId", "" + list.id())
                .put("listVersion", 1)
                .put("name", list.name())
                .put("objectTypeId", list.objectTypeId())
                .put("processingType", list.kind().name())
                .put("processingStatus", list.isComplete(now) ? "COMPLETE" : "PROCESSING")
                .put("createdAt", Timestamps.iso(list.createdAt()))
                .put("createdById", "1")
                .put("updatedAt", Timestamps.iso(list.updatedAt()))
                .put("updatedById", "1")
                .put("filtersUpdatedAt", Timestamps.iso(list.createdAt()));
        put(row, "deletedAt", list.deletedAt(), Timestamps::iso);
        return row;
    }

    /** Members that are not there yet do not count. */
    private static long size(StoredList list, long now) {
        return list.isComplete(now) ? list.size() : 0;
    }

    private static void put(ObjectNode row, String name, long moment, LongFunction<String> written) {
        Optional.of(moment).filter(at -> at != 0).ifPresent(at -> row.put(name, written.apply(at)));
    }
}
