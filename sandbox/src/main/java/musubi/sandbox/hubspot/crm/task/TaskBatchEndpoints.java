package musubi.sandbox.hubspot.crm.task;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import musubi.sandbox.http.Answer;
import musubi.sandbox.hubspot.api.BatchAnswer;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.ObjectType;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.store.Associations;
import musubi.sandbox.hubspot.crm.store.BatchOperation;
import musubi.sandbox.hubspot.crm.store.PortalState;
import musubi.sandbox.hubspot.crm.store.TaskWrites;
import musubi.sandbox.hubspot.crm.store.Tasks;
import tools.jackson.databind.node.ObjectNode;

/** The batch calls of tasks. */
public final class TaskBatchEndpoints {

    private final PortalState portal;
    private final Tasks tasks;

    public TaskBatchEndpoints(PortalState portal) {
        this.portal = portal;
        this.tasks = portal.tasks();
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
                tasks.byId(id)
                        .filter(record -> record.current().archived() == archived)
                        .ifPresentOrElse(
                                record -> answer.result(tasks.json().asked(record.current(), names)),
                                () -> missing.add(id));
            }
        });
        if (!missing.isEmpty()) {
            answer.error(BatchOperation.notFound(ObjectType.TASK, missing).entry(null));
        }
        return answer.answer(200, portal.clock().millis(), portal.random());
    }

    public Answer create(Call call) {
        var rows = new ArrayList<BatchOperation<TaskWrites>>();
        for (var input : Body.inputs(Body.of(call.request()))) {
            var values = Body.properties(input);
            rows.add(new BatchOperation<>(
                    Body.text(input, "objectWriteTraceId").orElse(null),
                    writes -> tasks.json()
                            .stored(writes.create(values, Associations.requested(input, portal.store()))
                                    .current())));
        }
        return BatchOperation.perform(portal, () -> new TaskWrites(tasks), rows, 201, false);
    }

    public Answer update(Call call) {
        var rows = new ArrayList<BatchOperation<TaskWrites>>();
        var ids = new ArrayList<String>();
        for (var input : Body.inputs(Body.of(call.request()))) {
            var id = Body.required(input, "id");
            var values = Body.properties(input);
            ids.add(id);
            rows.add(new BatchOperation<>(Body.text(input, "objectWriteTraceId").orElse(null), writes -> {
                var record = tasks.active(id).orElseThrow(() -> BatchOperation.notFound(ObjectType.TASK, List.of(id)));
                return tasks.json().stored(writes.update(record, values).current());
            }));
        }
        BatchOperation.refuseDuplicates(ids);
        return BatchOperation.perform(portal, () -> new TaskWrites(tasks), rows, 200, false);
    }

    public Answer archive(Call call) {
        var ids = Body.inputs(Body.of(call.request())).stream()
                .map(input -> Body.required(input, "id"))
                .toList();
        portal.writeTasks(writes -> {
            new LinkedHashSet<>(ids).forEach(id -> tasks.active(id).ifPresent(writes::archive));
            return true;
        });
        return Answer.empty(204);
    }

    /** Tasks have no unique property but the record id. */
    private static List<String> ids(ObjectNode body, List<String> ids) {
        var property = Body.text(body, "idProperty").orElse("hs_object_id");
        if (!property.equals("hs_object_id")) {
            throw Refusal.invalid("Unable to perform read by non-unique %s property %s"
                    .formatted(ObjectType.TASK.typeId(), property));
        }
        BatchOperation.refuseDuplicates(ids);
        return ids;
    }
}
