package musubi.sandbox.hubspot.crm.contact;

import java.util.Optional;
import musubi.sandbox.http.Answer;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.activity.AssociationEndpoints;
import musubi.sandbox.hubspot.crm.record.RecordPage;
import musubi.sandbox.hubspot.crm.record.StoredRecord;
import musubi.sandbox.hubspot.crm.store.Merge;
import musubi.sandbox.hubspot.crm.store.PortalState;
import tools.jackson.databind.node.ObjectNode;

/** The calls for one contact, and the list of contacts. */
public final class ContactEndpoints {

    private final PortalState portal;
    private final ContactWriter writer;

    public ContactEndpoints(PortalState portal, String version) {
        this.portal = portal;
        this.writer = new ContactWriter(portal, version);
    }

    public Answer create(Call call) {
        var values = Body.properties(Body.of(call.request()));
        var row = portal.write(
                writes -> portal.json().stored(writer.create(writes, values).current()));
        return Answer.json(201, row)
                .with("Location", call.request().path() + "/" + row.path("id").asString());
    }

    public Answer get(Call call) {
        var archived = call.flag("archived");
        return portal.locked(() -> {
            var record = archived
                    ? portal.store()
                            .byId(call.route().argument())
                            .filter(found -> found.current().archived())
                    : find(call);
            return Answer.json(200, asked(record.orElseThrow(call::noSuchRecord), call));
        });
    }

    public Answer update(Call call) {
        var values = Body.properties(Body.of(call.request()));
        if (values.isEmpty()) {
            throw Refusal.invalid("No properties found to update, please provide at least one.");
        }
        return Answer.json(200, portal.write(writes -> {
            var record = find(call).orElseThrow(call::noSuchRecord);
            return portal.json().written(writer.update(writes, record, values).current(), values.keySet());
        }));
    }

    /** 204 also for a contact that does not exist (observed). */
    public Answer archive(Call call) {
        portal.write(writes -> {
            find(call).ifPresent(writes::archive);
            return true;
        });
        return Answer.empty(204);
    }

    public Answer list(Call call) {
        return portal.locked(() -> RecordPage.of(call, portal.store().records(), record -> asked(record, call)));
    }

    public Answer gdprDelete(Call call) {
        var body = Body.of(call.request());
        var id = Body.required(body, "objectId");
        var property = Body.text(body, "idProperty");
        portal.write(writes -> {
            var found = writer.find(writer.key("gdpr-delete", property), id);
            if (found.isPresent()) {
                portal.gdprDelete(writes, found.get());
            } else if (property.filter("email"::equals).isPresent()) {
                portal.emails().block(id);
            }
            return found.isPresent();
        });
        return Answer.empty(204);
    }

    public Answer merge(Call call) {
        var body = Body.of(call.request());
        var primary = Body.required(body, "primaryObjectId");
        var other = Body.required(body, "objectIdToMerge");
        return portal.locked(() -> Answer.json(
                200, portal.json().stored(new Merge(portal).of(primary, other).current())));
    }

    private Optional<StoredRecord> find(Call call) {
        var key = writer.key(
                "read", Optional.ofNullable(call.parameter("idProperty")).filter(name -> !name.equals("hs_object_id")));
        return writer.find(key, call.route().argument());
    }

    private ObjectNode asked(StoredRecord record, Call call) {
        return AssociationEndpoints.ofContacts(portal, portal.tasks())
                .expanded(portal.json().asked(record.current(), call.propertyNames()), call);
    }
}
