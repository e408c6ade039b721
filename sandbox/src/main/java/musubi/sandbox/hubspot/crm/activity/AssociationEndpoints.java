package musubi.sandbox.hubspot.crm.activity;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.api.BatchAnswer;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.ObjectType;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.api.Timestamps;
import musubi.sandbox.hubspot.crm.record.StoredRecord;
import musubi.sandbox.hubspot.crm.store.Activities;
import musubi.sandbox.hubspot.crm.store.ActivityWrites;
import musubi.sandbox.hubspot.crm.store.Associations;
import musubi.sandbox.hubspot.crm.store.PortalState;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The associations between contacts and their tasks or notes, from both sides. */
public final class AssociationEndpoints {

    /** Inputs in one read (second-hand). */
    private static final int MAX_READ = 1_000;

    private final PortalState portal;
    private final ObjectType from;
    private final ObjectType to;
    private final Activities activities;

    private AssociationEndpoints(PortalState portal, Activities activities, ObjectType from, ObjectType to) {
        this.portal = portal;
        this.activities = activities;
        this.from = from;
        this.to = to;
    }

    public static AssociationEndpoints ofContacts(PortalState portal, Activities activities) {
        return new AssociationEndpoints(portal, activities, ObjectType.CONTACT, activities.type());
    }

    public static AssociationEndpoints of(PortalState portal, Activities activities) {
        return new AssociationEndpoints(portal, activities, activities.type(), ObjectType.CONTACT);
    }

    /** Each record without associations, or that does not exist, becomes an error, and the status 207 (observed). */
    public Answer read(Call call) {
        var ids = Body.inputs(Body.of(call.request()), MAX_READ).stream()
                .map(input -> Body.required(input, "id"))
                .toList();
        var answer = new BatchAnswer(portal.clock().millis());
        portal.locked(() -> {
            for (var id : new LinkedHashSet<>(ids)) {
                var others = others(id);
                if (others.isEmpty()) {
                    answer.error(none(id));
                } else {
                    answer.result(row(id, others, call.route().version()));
                }
            }
        });
        return answer.answer(200, portal.clock().millis(), portal.random());
    }

    /** Associates by the default type; idempotent. */
    public Answer associate(Call call) {
        var fromId = call.route().arguments().getFirst();
        var toId = call.route().arguments().getLast();
        var taskId = from != ObjectType.CONTACT ? fromId : toId;
        var contactId = from != ObjectType.CONTACT ? toId : fromId;
        portal.locked(() -> {
            var task = activities.active(taskId).orElseThrow(() -> Associations.unknown(activities.type(), taskId));
            var contact = Associations.contact(contactId, portal.store());
            var all = new TreeSet<>(Associations.of(task.current()));
            all.add(contact.id());
            var writes = new ActivityWrites(activities);
            writes.associate(task, all);
            writes.commit();
        });
        var now = Timestamps.iso(portal.clock().millis());
        var body = Json.object().put("status", "COMPLETE");
        var results = body.putArray("results");
        described(results, fromId, toId, typeId());
        described(results, toId, fromId, Associations.typeId(to, from));
        return Answer.json(200, body.put("startedAt", now).put("completedAt", now));
    }

    /** Adds the associations that {@code associations=} requests to a record's row. Under the portal's lock. */
    public ObjectNode expanded(ObjectNode row, Call call) {
        for (var name : call.names("associations")) {
            var type = ObjectType.of(name);
            var others = type == to ? others(row.path("id").asString()) : List.<Long>of();
            if (!others.isEmpty()) {
                var results =
                        row.withObject("associations").putObject(type.plural()).putArray("results");
                others.forEach(id -> results.addObject()
                        .put("id", Long.toString(id))
                        .put("type", "%s_to_%s".formatted(from.singular(), to.singular())));
            }
        }
        return row;
    }

    /** The records on the other side that are not archived. */
    private List<Long> others(String id) {
        return switch (from) {
            case CONTACT ->
                portal.store()
                        .byId(id)
                        .filter(contact -> !contact.current().archived())
                        .map(contact -> activities.of(contact.id()).stream()
                                .filter(task -> !task.current().archived())
                                .map(StoredRecord::id)
                                .toList())
                        .orElse(List.of());
            case TASK, NOTE ->
                activities
                        .active(id)
                        .map(task -> Associations.of(task.current()).stream()
                                .filter(contactId -> portal.store()
                                        .byId(contactId)
                                        .filter(contact -> !contact.current().archived())
                                        .isPresent())
                                .toList())
                        .orElse(List.of());
        };
    }

    private int typeId() {
        return Associations.typeId(from, to);
    }

    /** The other id is text in the dated versions (documented), a number in v4 (its guide's examples). */
    private ObjectNode row(String id, List<Long> others, String version) {
        var row = Json.object();
        row.putObject("from").put("id", id);
        var list = row.putArray("to");
        for (var other : others) {
            var one = list.addObject();
            if (version.equals("v4")) {
                one.put("toObjectId", other);
            } else {
                one.put("toObjectId", Long.toString(other));
            }
            one.putArray("associationTypes")
                    .addObject()
                    .put("category", "HUBSPOT_DEFINED")
                    .put("typeId", typeId())
                    .putNull("label");
        }
        return row;
    }

    private ObjectNode none(String id) {
        var entry = Refusal.of(
                        404,
                        "No %s is associated with %s %s.".formatted(to.singular(), from.singular(), id),
                        Refusal.OBJECT_NOT_FOUND)
                .context(Map.of(
                        "fromObjectId", List.of(id),
                        "fromObjectType", List.of(from.singular()),
                        "toObjectType", List.of(to.singular())))
                .entry(null);
        return entry.put("subCategory", "crm.associations.NO_ASSOCIATIONS_FOUND");
    }

    private static void described(ArrayNode results, String fromId, String toId, int typeId) {
        var result = results.addObject();
        result.putObject("from").put("id", fromId);
        result.putObject("to").put("id", toId);
        result.putObject("associationSpec")
                .put("associationCategory", "HUBSPOT_DEFINED")
                .put("associationTypeId", typeId);
    }
}
