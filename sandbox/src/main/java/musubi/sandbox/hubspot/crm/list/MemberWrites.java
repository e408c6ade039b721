package musubi.sandbox.hubspot.crm.list;

import java.util.ArrayList;
import java.util.List;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.store.PortalState;

/** The calls that add members to a list and remove them. */
public final class MemberWrites {

    /** Records in one call (documented). */
    private static final int MAX_RECORDS = 100_000;

    private final PortalState portal;
    private final long now;

    public MemberWrites(PortalState portal) {
        this.portal = portal;
        this.now = portal.clock().millis();
    }

    public Answer add(Call call) {
        return change(call, Body.array(call.request()), List.of());
    }

    public Answer remove(Call call) {
        return change(call, List.of(), Body.array(call.request()));
    }

    public Answer addAndRemove(Call call) {
        var body = Body.of(call.request());
        return change(call, Body.texts(body, "recordIdsToAdd"), Body.texts(body, "recordIdsToRemove"));
    }

    private Answer change(Call call, List<String> join, List<String> leave) {
        if (join.size() + leave.size() > MAX_RECORDS) {
            throw Refusal.invalid("At most %d records can be changed in one call".formatted(MAX_RECORDS));
        }
        var id = call.route().argument();
        return portal.locked(() -> {
            var list = ListEndpoints.found(portal.lists().found(id, now), id);
            if (list.kind() == ListKind.DYNAMIC) {
                throw Refusal.invalid(
                                "List %s has processing type DYNAMIC: its memberships cannot be changed".formatted(id))
                        .subCategory("ILS.INVALID_PROCESSING_TYPE");
            }
            var added = new ArrayList<String>();
            var removed = new ArrayList<String>();
            var missing = new ArrayList<String>();
            for (var record : join) {
                var found = portal.store()
                        .byId(record)
                        .filter(contact -> !contact.current().archived());
                if (found.isEmpty()) {
                    missing.add(record);
                } else if (list.join(found.get().id(), now)) {
                    added.add(record);
                }
            }
            for (var record : leave) {
                if (record.matches("\\d{1,18}") && list.leave(Long.parseLong(record), now)) {
                    removed.add(record);
                } else if (portal.store().byId(record).isEmpty()) {
                    missing.add(record);
                }
            }
            var body = Json.object();
            // HubSpot's own spelling
            added.forEach(body.putArray("recordsIdsAdded")::add);
            removed.forEach(body.putArray("recordIdsRemoved")::add);
            missing.forEach(body.putArray("recordIdsMissing")::add);
            return Answer.json(200, body);
        });
    }
}
