package musubi.sandbox;

import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.Portal;
import tools.jackson.databind.node.ObjectNode;

/** The contacts of a portal, as a person sees and changes them in HubSpot, over HTTP. */
final class ContactsControl {

    private static final String ALL = "/hubspot/portals/{portalId}/contacts";
    private static final String ONE = ALL + "/{contactId}";

    private final HubSpotStandIn hubspot;

    ContactsControl(HubSpotStandIn hubspot) {
        this.hubspot = hubspot;
    }

    List<ControlRoute> routes() {
        return List.of(
                new ControlRoute("GET", ALL, this::contacts),
                new ControlRoute("POST", ALL, this::create),
                new ControlRoute("GET", ONE, call -> described(contact(call))),
                new ControlRoute("PATCH", ONE, this::update),
                new ControlRoute("DELETE", ONE, this::archive),
                new ControlRoute("POST", ONE + "/restore", this::restore),
                new ControlRoute("POST", ONE + "/gdpr-delete", this::erase),
                new ControlRoute("POST", ONE + "/merge", this::merge));
    }

    private ObjectNode contacts(ControlCall call) {
        var wanted = filter(call);
        var archived = call.parameter("archived").orElse("false").equals("true");
        var from = call.parameter("from", 0, 0, 100_000_000);
        var limit = call.parameter("limit", 100, 1, 10_000);
        var found = portal(call).contacts().stream()
                .filter(contact -> contact.archived() == archived)
                .filter(wanted)
                .toList();
        var list = Json.object().put("total", found.size());
        var items = list.putArray("items");
        found.stream().skip(from).limit(limit).forEach(contact -> items.add(described(contact)));
        return list;
    }

    /** By {@code lineUserId} in any property, by {@code email} ignoring case, by {@code property}+{@code value}. */
    private static Predicate<Contact> filter(ControlCall call) {
        Predicate<Contact> wanted = _ -> true;
        var lineUserId = call.parameter("lineUserId");
        if (lineUserId.isPresent()) {
            wanted = contact -> contact.properties().containsValue(lineUserId.get());
        }
        var email = call.parameter("email");
        if (email.isPresent()) {
            wanted = wanted.and(contact -> contact.property("email")
                    .filter(email.get()::equalsIgnoreCase)
                    .isPresent());
        }
        var property = call.parameter("property");
        if (property.isPresent()) {
            var value = call.parameter("value")
                    .orElseThrow(() -> new BadInput("value: missing (expected: what the property shall be)"));
            wanted = wanted.and(contact ->
                    contact.property(property.get()).filter(value::equals).isPresent());
        }
        return wanted;
    }

    private ObjectNode create(ControlCall call) {
        var input = call.input();
        var properties = input.texts("properties");
        input.end();
        return described(portal(call).createContact(properties));
    }

    private ObjectNode update(ControlCall call) {
        var contact = contact(call);
        var input = call.input();
        var properties = input.texts("properties");
        input.end();
        portal(call).update(contact.id(), properties);
        return described(contact(call));
    }

    private ObjectNode archive(ControlCall call) {
        call.input().end();
        portal(call).archive(contact(call).id());
        return described(contact(call));
    }

    private ObjectNode restore(ControlCall call) {
        call.input().end();
        portal(call).restore(contact(call).id());
        return described(contact(call));
    }

    private ObjectNode erase(ControlCall call) {
        call.input().end();
        portal(call).gdprDelete(contact(call).id());
        return Json.object();
    }

    private ObjectNode merge(ControlCall call) {
        var input = call.input();
        var other = input.requiredText("otherContactId");
        input.end();
        return described(
                portal(call).merge(contact(call).id(), contact(call, other).id()));
    }

    private Portal portal(ControlCall call) {
        return HubSpotControl.portal(hubspot, call);
    }

    private Contact contact(ControlCall call) {
        return contact(call, call.value("contactId"));
    }

    private Contact contact(ControlCall call, String id) {
        var portal = portal(call);
        if (!id.matches("[0-9]{1,18}")) {
            throw new BadInput("contact id: %s (expected: a number)".formatted(id));
        }
        return portal.contact(Long.parseLong(id))
                .orElseThrow(() -> new BadInput(404, "contact %s: unknown in portal %d".formatted(id, portal.id())));
    }

    private static ObjectNode described(Contact contact) {
        var described = Json.object()
                .put("id", "" + contact.id())
                .put("archived", contact.archived())
                .put("createdAt", contact.createdAt().toString())
                .put("updatedAt", contact.updatedAt().toString())
                .put("writes", contact.writes());
        var properties = described.putObject("properties");
        new TreeMap<>(contact.properties()).forEach(properties::put);
        return described;
    }
}
