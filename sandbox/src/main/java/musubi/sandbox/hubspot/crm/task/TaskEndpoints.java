package musubi.sandbox.hubspot.crm.task;

import java.util.function.Function;
import musubi.sandbox.http.Answer;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.record.RecordPage;
import musubi.sandbox.hubspot.crm.store.Associations;
import musubi.sandbox.hubspot.crm.store.PortalState;
import musubi.sandbox.hubspot.crm.store.TaskWrites;
import musubi.sandbox.hubspot.crm.store.Tasks;

/** The calls for one task, and the list of tasks. HubSpot has no idempotency key for tasks: the same create twice makes two. */
public final class TaskEndpoints {

    private final PortalState portal;
    private final Tasks tasks;
    private final AssociationEndpoints associations;

    public TaskEndpoints(PortalState portal) {
        this.portal = portal;
        this.tasks = portal.tasks();
        this.associations = AssociationEndpoints.ofTasks(portal);
    }

    public Answer create(Call call) {
        var body = Body.of(call.request());
        var values = Body.properties(body);
        var row = write(writes -> tasks.json()
                .stored(writes.create(values, Associations.requested(body, portal.store()))
                        .current()));
        return Answer.json(201, row)
                .with("Location", call.request().path() + "/" + row.path("id").asString());
    }

    public Answer get(Call call) {
        var archived = call.flag("archived");
        return portal.locked(() -> {
            var record = tasks.byId(call.route().argument())
                    .filter(found -> found.current().archived() == archived)
                    .orElseThrow(call::noSuchRecord);
            return Answer.json(
                    200, associations.expanded(tasks.json().asked(record.current(), call.propertyNames()), call));
        });
    }

    public Answer update(Call call) {
        var values = Body.properties(Body.of(call.request()));
        if (values.isEmpty()) {
            throw Refusal.invalid("No properties found to update, please provide at least one.");
        }
        return Answer.json(200, write(writes -> {
            var record = tasks.active(call.route().argument()).orElseThrow(call::noSuchRecord);
            return tasks.json().written(writes.update(record, values).current(), values.keySet());
        }));
    }

    public Answer archive(Call call) {
        write(writes -> {
            tasks.active(call.route().argument()).ifPresent(writes::archive);
            return true;
        });
        return Answer.empty(204);
    }

    public Answer list(Call call) {
        return portal.locked(() -> RecordPage.of(
                call,
                tasks.records(),
                record -> associations.expanded(tasks.json().asked(record.current(), call.propertyNames()), call)));
    }

    private <T> T write(Function<TaskWrites, T> work) {
        return portal.writeTasks(work);
    }
}
