package musubi.sandbox;

import java.util.List;
import java.util.TreeMap;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.Owner;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.Task;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The tasks and the owners of a portal, as a person sees and changes them in HubSpot, over HTTP. */
final class TasksControl {

    private static final String TASKS = "/hubspot/portals/{portalId}/tasks";
    private static final String TASK = TASKS + "/{taskId}";
    private static final String OWNERS = "/hubspot/portals/{portalId}/owners";

    private final HubSpotStandIn hubspot;

    TasksControl(HubSpotStandIn hubspot) {
        this.hubspot = hubspot;
    }

    List<ControlRoute> routes() {
        return List.of(
                new ControlRoute("GET", TASKS, this::tasks),
                new ControlRoute("POST", TASKS, this::createTask),
                new ControlRoute("GET", TASK, call -> described(task(call))),
                new ControlRoute("PATCH", TASK, this::updateTask),
                new ControlRoute("DELETE", TASK, this::archiveTask),
                new ControlRoute("GET", OWNERS, this::owners),
                new ControlRoute("POST", OWNERS, this::addOwner),
                new ControlRoute("DELETE", OWNERS + "/{ownerId}", this::archiveOwner));
    }

    private ObjectNode tasks(ControlCall call) {
        var contactId = call.parameter("contactId");
        var archived = call.parameter("archived").orElse("false").equals("true");
        var from = call.parameter("from", 0, 0, 100_000_000);
        var limit = call.parameter("limit", 100, 1, 10_000);
        var found = portal(call).tasks().stream()
                .filter(task -> task.archived() == archived)
                .filter(task -> contactId.isEmpty()
                        || task.contactIds().stream()
                                .anyMatch(id -> contactId.get().equals("" + id)))
                .toList();
        var list = Json.object().put("total", found.size());
        var items = list.putArray("items");
        found.stream().skip(from).limit(limit).forEach(task -> items.add(described(task)));
        return list;
    }

    private ObjectNode createTask(ControlCall call) {
        var input = call.input();
        var properties = input.texts("properties");
        var contactIds = input.value("contactIds").map(TasksControl::ids).orElse(new long[0]);
        input.end();
        return described(portal(call).createTask(properties, contactIds));
    }

    private ObjectNode updateTask(ControlCall call) {
        var task = task(call);
        var input = call.input();
        var properties = input.texts("properties");
        input.end();
        portal(call).updateTask(task.id(), properties);
        return described(task(call));
    }

    private ObjectNode archiveTask(ControlCall call) {
        call.input().end();
        portal(call).archiveTask(task(call).id());
        return described(task(call));
    }

    private ObjectNode owners(ControlCall call) {
        var list = Json.object();
        var items = list.putArray("items");
        portal(call).owners().forEach(owner -> items.add(described(owner)));
        return list;
    }

    private ObjectNode addOwner(ControlCall call) {
        var input = call.input();
        var email = input.requiredText("email");
        var firstName = input.text("firstName").orElse("");
        var lastName = input.text("lastName").orElse("");
        input.end();
        return described(portal(call).addOwner(email, firstName, lastName));
    }

    private ObjectNode archiveOwner(ControlCall call) {
        call.input().end();
        var portal = portal(call);
        var id = call.value("ownerId");
        var owner = portal.owners().stream()
                .filter(one -> id.equals("" + one.id()))
                .findFirst()
                .orElseThrow(() -> new BadInput(404, "owner %s: unknown in portal %d".formatted(id, portal.id())));
        portal.archiveOwner(owner.id());
        return Json.object();
    }

    private Portal portal(ControlCall call) {
        return HubSpotControl.portal(hubspot, call);
    }

    private Task task(ControlCall call) {
        var portal = portal(call);
        var id = call.value("taskId");
        return portal.tasks().stream()
                .filter(task -> id.equals("" + task.id()))
                .findFirst()
                .orElseThrow(() -> new BadInput(404, "task %s: unknown in portal %d".formatted(id, portal.id())));
    }

    private static long[] ids(JsonNode list) {
        for (var id : list) {
            if (!id.asString("").matches("[0-9]{1,18}")) {
                throw new BadInput("contactIds: %s (expected: a list of contact ids as strings)".formatted(list));
            }
        }
        return list.valueStream().mapToLong(id -> Long.parseLong(id.asString())).toArray();
    }

    private static ObjectNode described(Task task) {
        var described = Json.object()
                .put("id", "" + task.id())
                .put("archived", task.archived())
                .put("createdAt", task.createdAt().toString())
                .put("updatedAt", task.updatedAt().toString())
                .put("writes", task.writes());
        var contactIds = described.putArray("contactIds");
        task.contactIds().forEach(id -> contactIds.add("" + id));
        var properties = described.putObject("properties");
        new TreeMap<>(task.properties()).forEach(properties::put);
        return described;
    }

    private static ObjectNode described(Owner owner) {
        return Json.object()
                .put("id", "" + owner.id())
                .put("userId", owner.userId())
                .put("email", owner.email())
                .put("firstName", owner.firstName())
                .put("lastName", owner.lastName())
                .put("archived", owner.archived());
    }
}
