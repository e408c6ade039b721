package musubi.sandbox.hubspot.crm.activity;

import java.util.function.Function;
import musubi.sandbox.http.Answer;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.record.RecordPage;
import musubi.sandbox.hubspot.crm.store.Activities;
import musubi.sandbox.hubspot.crm.store.ActivityWrites;
import musubi.sandbox.hubspot.crm.store.Associations;
import musubi.sandbox.hubspot.crm.store.PortalState;

/** The calls for one task or note, and the lists of them. HubSpot has no idempotency key for them: the same create twice makes two. */
public final class ActivityEndpoints {

    private final PortalState portal;
    private final Activities activities;
    private final AssociationEndpoints associations;

    public ActivityEndpoints(PortalState portal, Activities activities) {
        this.portal = portal;
        this.activities = activities;
        this.associations = AssociationEndpoints.of(portal, activities);
    }

    public Answer create(Call call) {
        var body = Body.of(call.request());
        var values = Body.properties(body);
        var row = write(writes -> activities
                .json()
                .stored(writes.create(values, Associations.requested(activities.type(), body, portal.store()))
                        .current()));
        return Answer.json(201, row)
                .with("Location", call.request().path() + "/" + row.path("id").asString());
    }

    public Answer get(Call call) {
        var archived = call.flag("archived");
        return portal.locked(() -> {
            var record = activities
                    .byId(call.route().argument())
                    .filter(found -> found.current().archived() == archived)
                    .orElseThrow(call::noSuchRecord);
            return Answer.json(
                    200, associations.expanded(activities.json().asked(record.current(), call.propertyNames()), call));
        });
    }

    public Answer update(Call call) {
        var values = Body.properties(Body.of(call.request()));
        if (values.isEmpty()) {
            throw Refusal.invalid("No properties found to update, please provide at least one.");
        }
        return Answer.json(200, write(writes -> {
            var record = activities.active(call.route().argument()).orElseThrow(call::noSuchRecord);
            return activities.json().written(writes.update(record, values).current(), values.keySet());
        }));
    }

    public Answer archive(Call call) {
        write(writes -> {
            activities.active(call.route().argument()).ifPresent(writes::archive);
            return true;
        });
        return Answer.empty(204);
    }

    public Answer list(Call call) {
        return portal.locked(() -> RecordPage.of(
                call,
                activities.records(),
                record ->
                        associations.expanded(activities.json().asked(record.current(), call.propertyNames()), call)));
    }

    private <T> T write(Function<ActivityWrites, T> work) {
        return portal.write(activities, work);
    }
}
