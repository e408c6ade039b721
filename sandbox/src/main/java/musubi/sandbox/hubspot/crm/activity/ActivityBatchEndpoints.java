package musubi.sandbox.hubspot.crm.activity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import musubi.sandbox.http.Answer;
import musubi.sandbox.hubspot.api.BatchAnswer;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.store.Activities;
import musubi.sandbox.hubspot.crm.store.ActivityWrites;
import musubi.sandbox.hubspot.crm.store.Associations;
import musubi.sandbox.hubspot.crm.store.BatchOperation;
import musubi.sandbox.hubspot.crm.store.PortalState;
import tools.jackson.databind.node.ObjectNode;

/** The batch calls of tasks and of notes. */
public final class ActivityBatchEndpoints {

    private final PortalState portal;
    private final Activities activities;

    public ActivityBatchEndpoints(PortalState portal, Activities activities) {
        this.portal = portal;
        this.activities = activities;
    }

    public Answer read(Call call) {
        var body = Body.of(call.request());
        var ids = ids(
                body,
                Body.inputs(body).stream()
                        .map(input -> Body.required(input, "id"))
                        .toList());
        var names = Body.texts(body, "properties");
        var archived = call.flag("archived");
        var answer = new BatchAnswer(portal.clock().millis());
        var missing = new ArrayList<String>();
        portal.locked(() -> {
            for (var id : ids) {
                activities.byId(id)
                        .filter(record -> record.current().archived() == archived)
                        .ifPresentOrElse(
                                record -> answer.result(activities.json().asked(record.current(), names)),
                                () -> missing.add(id));
            }
        });
        if (!missing.isEmpty()) {
            answer.error(BatchOperation.notFound(activities.type(), missing).entry(null));
        }
        return answer.answer(200, portal.clock().millis(), portal.random());
    }

    public Answer create(Call call) {
        var rows = new ArrayList<BatchOperation<ActivityWrites>>();
        for (var input : Body.inputs(Body.of(call.request()))) {
            var values = Body.properties(input);
            rows.add(new BatchOperation<>(
                    Body.text(input, "objectWriteTraceId").orElse(null),
                    writes -> activities.json()
                            .stored(writes.create(values, Associations.requested(activities.type(), input, portal.store()))
                                    .current())));
        }
        return BatchOperation.perform(portal, () -> new ActivityWrites(activities), rows, 201, false);
    }

    public Answer update(Call call) {
        var rows = new ArrayList<BatchOperation<ActivityWrites>>();
        var ids = new ArrayList<String>();
        for (var input : Body.inputs(Body.of(call.request()))) {
            var id = Body.required(input, "id");
            var values = Body.properties(input);
            ids.add(id);
            rows.add(new BatchOperation<>(Body.text(input, "objectWriteTraceId").orElse(null), writes -> {
                var record = activities.active(id).orElseThrow(() -> BatchOperation.notFound(activities.type(), List.of(id)));
                return activities.json().stored(writes.update(record, values).current());
            }));
        }
        BatchOperation.refuseDuplicates(ids);
        return BatchOperation.perform(portal, () -> new ActivityWrites(activities), rows, 200, false);
    }

    public Answer archive(Call call) {
        var ids = Body.inputs(Body.of(call.request())).stream()
                .map(input -> Body.required(input, "id"))
                .toList();
        portal.write(activities, writes -> {
            new LinkedHashSet<>(ids).forEach(id -> activities.active(id).ifPresent(writes::archive));
            return true;
        });
        return Answer.empty(204);
    }

    /** They have no unique property but the record id. */
    private List<String> ids(ObjectNode body, List<String> ids) {
        var property = Body.text(body, "idProperty").orElse("hs_object_id");
        if (!property.equals("hs_object_id")) {
            throw Refusal.invalid("Unable to perform read by non-unique %s property %s"
                    .formatted(activities.type().typeId(), property));
        }
        BatchOperation.refuseDuplicates(ids);
        return ids;
    }
}
