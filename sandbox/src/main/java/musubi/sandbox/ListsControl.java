package musubi.sandbox;

import java.util.ArrayList;
import java.util.List;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.ContactList;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.crm.membership.PageFlaws;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The lists of a portal, as a person sees and changes them in HubSpot, over HTTP. */
final class ListsControl {

    private static final String ALL = "/hubspot/portals/{portalId}/lists";
    private static final String ONE = ALL + "/{listId}";

    private final HubSpotStandIn hubspot;

    ListsControl(HubSpotStandIn hubspot) {
        this.hubspot = hubspot;
    }

    List<ControlRoute> routes() {
        return List.of(
                new ControlRoute("GET", ALL, this::lists),
                new ControlRoute("POST", ALL, this::add),
                new ControlRoute("GET", ONE, call -> described(list(call))),
                new ControlRoute("PATCH", ONE, this::change),
                new ControlRoute("DELETE", ONE, this::delete),
                new ControlRoute("POST", ONE + "/restore", this::restore),
                new ControlRoute("POST", "/hubspot/portals/{portalId}/list-faults", this::fault));
    }

    private ObjectNode lists(ControlCall call) {
        var list = Json.object();
        var items = list.putArray("items");
        portal(call).lists().all().forEach(one -> items.add(described(one)));
        return list;
    }

    private ObjectNode add(ControlCall call) {
        var input = call.input();
        var name = input.requiredText("name");
        var kind = input.choice("kind", ListKind.class).orElse(ListKind.MANUAL);
        var members = ids(input, "contactIds");
        var property = input.text("property");
        var values = input.value("values").map(HubSpotControl::strings);
        input.end();
        var lists = portal(call).lists();
        if (kind != ListKind.DYNAMIC) {
            return described(lists.add(name, kind, members));
        }
        var by = property.orElseThrow(() -> new BadInput("property: missing (expected: a string, for kind DYNAMIC)"));
        return described(lists.addDynamic(
                name, by, values.map(all -> all.toArray(String[]::new)).orElse(new String[0])));
    }

    private ObjectNode change(ControlCall call) {
        var list = list(call);
        var input = call.input();
        var add = ids(input, "add");
        var remove = ids(input, "remove");
        input.end();
        portal(call).lists().join(list.id(), add);
        portal(call).lists().leave(list.id(), remove);
        return described(list(call));
    }

    private ObjectNode delete(ControlCall call) {
        call.input().end();
        portal(call).lists().delete(list(call).id());
        return described(list(call));
    }

    private ObjectNode restore(ControlCall call) {
        call.input().end();
        portal(call).lists().restore(list(call).id());
        return described(list(call));
    }

    private ObjectNode fault(ControlCall call) {
        var input = call.input();
        var kind = input.choice("kind", PageFlaws.Kind.class).orElse(PageFlaws.Kind.REVERSED);
        var pages = input.number("pages", 0, 1_000_000).orElse(1);
        var delay = input.millis("delayMillis");
        input.end();
        portal(call).lists().flaw(kind, pages);
        delay.ifPresent(portal(call).lists()::delay);
        return Json.object();
    }

    private static List<Long> ids(Input input, String name) {
        var ids = new ArrayList<Long>();
        for (JsonNode id : input.value(name).orElse(Json.array())) {
            if (!id.asString("").matches("[0-9]{1,18}")) {
                throw new BadInput("%s: %s (expected: a list of contact ids as strings)".formatted(name, id));
            }
            ids.add(Long.valueOf(id.asString()));
        }
        return ids;
    }

    private Portal portal(ControlCall call) {
        return HubSpotControl.portal(hubspot, call);
    }

    private ContactList list(ControlCall call) {
        var portal = portal(call);
        var id = call.value("listId");
        return portal.lists().all().stream()
                .filter(list -> id.equals("" + list.id()))
                .findFirst()
                .orElseThrow(() -> new BadInput(404, "list %s: unknown in portal %d".formatted(id, portal.id())));
    }

    private static ObjectNode described(ContactList list) {
        return Json.object()
                .put("id", "" + list.id())
                .put("name", list.name())
                .put("kind", list.kind().name())
                .put("objectTypeId", list.objectTypeId())
                .put("size", list.size())
                .put("createdAt", list.createdAt().toString())
                .put("deleted", list.deleted());
    }
}
