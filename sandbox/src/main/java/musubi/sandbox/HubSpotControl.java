package musubi.sandbox;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.EmailConflictForm;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.hubspot.RateLimitForm;
import musubi.sandbox.hubspot.ReadFlaw;
import musubi.sandbox.hubspot.WebhookApp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** HubSpot's portals, over HTTP. */
final class HubSpotControl {

    private final HubSpotStandIn hubspot;

    HubSpotControl(HubSpotStandIn hubspot) {
        this.hubspot = hubspot;
    }

    List<ControlRoute> routes() {
        return List.of(
                new ControlRoute("GET", "/hubspot/portals", this::portals),
                new ControlRoute("POST", "/hubspot/portals", this::addPortal),
                new ControlRoute("GET", "/hubspot/portals/{portalId}", call -> described(portal(hubspot, call))),
                new ControlRoute("PATCH", "/hubspot/portals/{portalId}", this::settings),
                new ControlRoute("POST", "/hubspot/portals/{portalId}/tokens", this::addToken),
                new ControlRoute("DELETE", "/hubspot/portals/{portalId}/tokens/{token}", this::revokeToken),
                new ControlRoute("PATCH", "/hubspot/portals/{portalId}/tokens/{token}", this::scopes),
                new ControlRoute("DELETE", "/hubspot/portals/{portalId}/properties/{name}", this::deleteProperty),
                new ControlRoute("GET", "/hubspot/portals/{portalId}/properties", this::properties),
                new ControlRoute("GET", "/hubspot/portals/{portalId}/traffic", this::traffic),
                new ControlRoute("POST", "/hubspot/reset", this::reset));
    }

    static Portal portal(HubSpotStandIn hubspot, ControlCall call) {
        return hubspot.portals().stream()
                .filter(portal -> call.value("portalId").equals("" + portal.id()))
                .findFirst()
                .orElseThrow(() -> new BadInput(
                        404,
                        "portal %s: unknown (expected one of: %s)"
                                .formatted(
                                        call.value("portalId"),
                                        hubspot.portals().stream()
                                                .map(Portal::id)
                                                .toList())));
    }

    /** Contacts and tasks go to the recycle bin, lists are forgotten, counters are zero; portals, their properties and tokens stay. */
    static void reset(HubSpotStandIn hubspot) {
        hubspot.faults().clear();
        hubspot.webhookApps().forEach(WebhookApp::resetTraffic);
        for (var portal : hubspot.portals()) {
            portal.lists().clear();
            portal.contacts().stream()
                    .filter(contact -> !contact.archived())
                    .forEach(contact -> portal.archive(contact.id()));
            portal.tasks().stream().filter(task -> !task.archived()).forEach(task -> portal.archiveTask(task.id()));
            portal.traffic().reset();
        }
    }

    private ObjectNode portals(ControlCall call) {
        var list = Json.object();
        var items = list.putArray("items");
        hubspot.portals().forEach(portal -> items.add(described(portal)));
        return list;
    }

    private ObjectNode addPortal(ControlCall call) {
        var input = call.input();
        var defaults = PortalOptions.defaults();
        var options = new PortalOptions(
                input.number("id", 1, Integer.MAX_VALUE).orElse(0),
                input.text("timeZone").map(HubSpotControl::zone).orElse(defaults.timeZone()),
                input.text("currency").orElse(defaults.currency()),
                defaults.callsPerTenSeconds(),
                defaults.callsPerDay(),
                input.value("scopes").map(HubSpotControl::strings).orElse(defaults.scopes()));
        var changes = changes(input);
        input.end();
        var portal = hubspot.addPortal(options);
        changes.forEach(change -> change.accept(portal));
        return described(portal);
    }

    private ObjectNode settings(ControlCall call) {
        var portal = portal(hubspot, call);
        var input = call.input();
        var changes = changes(input);
        input.text("timeZone").map(HubSpotControl::zone).ifPresent(zone -> changes.add(it -> it.timeZone(zone)));
        input.text("currency").ifPresent(code -> changes.add(it -> it.currency(code)));
        input.end();
        changes.forEach(change -> change.accept(portal));
        return described(portal);
    }

    private ObjectNode scopes(ControlCall call) {
        var input = call.input();
        var scopes = input.value("scopes").map(HubSpotControl::strings).orElse(PortalOptions.ALL_SCOPES);
        input.end();
        portal(hubspot, call).scopes(call.value("token"), scopes);
        return Json.object();
    }

    private static List<Consumer<Portal>> changes(Input input) {
        var changes = new ArrayList<Consumer<Portal>>();
        input.number("callsPerTenSeconds", 0, 1_000_000)
                .ifPresent(calls -> changes.add(portal -> portal.rateLimit(calls)));
        input.number("callsPerDay", 0, Integer.MAX_VALUE)
                .ifPresent(calls -> changes.add(portal -> portal.dailyLimit(calls)));
        input.choice("rateLimitForm", RateLimitForm.class)
                .ifPresent(form -> changes.add(portal -> portal.rateLimitForm(form)));
        input.flag("retryAfter").ifPresent(on -> changes.add(portal -> portal.retryAfter(on)));
        input.millis("searchLagMillis").ifPresent(lag -> changes.add(portal -> portal.searchLag(lag)));
        input.millis("latencyMillis").ifPresent(latency -> changes.add(portal -> portal.latency(latency)));
        input.flag("mergeKeepsPrimaryId").ifPresent(keeps -> changes.add(portal -> portal.mergeKeepsPrimaryId(keeps)));
        input.number("propertyConflictStatus", 400, 409)
                .ifPresent(status -> changes.add(portal -> portal.propertyConflictStatus(status)));
        input.choice("emailConflictForm", EmailConflictForm.class)
                .ifPresent(form -> changes.add(portal -> portal.emailConflictForm(form)));
        input.flag("traceIdsInResults").ifPresent(on -> changes.add(portal -> portal.traceIdsInResults(on)));
        input.flag("errorsByRow").ifPresent(on -> changes.add(portal -> portal.errorsByRow(on)));
        input.flag("recycleBinHoldsValues")
                .ifPresent(holds -> changes.add(portal -> portal.recycleBinHoldsValues(holds)));
        var ids = input.value("readFlawIds").map(HubSpotControl::strings).orElse(Set.of());
        var reads = input.number("readFlawReads", -1, 1_000_000).orElse(1);
        input.choice("readFlaw", ReadFlaw.class)
                .ifPresent(flaw -> changes.add(portal -> portal.readsFail(flaw, ids, reads)));
        input.value("requireOnCreate")
                .map(HubSpotControl::strings)
                .ifPresent(names -> changes.add(portal -> portal.requireOnCreate(names)));
        return changes;
    }

    private ObjectNode addToken(ControlCall call) {
        var portal = portal(hubspot, call);
        var input = call.input();
        var scopes = input.value("scopes").map(HubSpotControl::strings).orElse(PortalOptions.ALL_SCOPES);
        input.end();
        return Json.object().put("accessToken", portal.addToken(scopes));
    }

    private ObjectNode revokeToken(ControlCall call) {
        call.input().end();
        portal(hubspot, call).revokeToken(call.value("token"));
        return Json.object();
    }

    private ObjectNode deleteProperty(ControlCall call) {
        call.input().end();
        var portal = portal(hubspot, call);
        var name = call.value("name");
        if (portal.properties().stream().noneMatch(property -> property.name().equals(name))) {
            throw new BadInput(404, "property %s: unknown in portal %d".formatted(name, portal.id()));
        }
        portal.deleteProperty(name);
        return Json.object();
    }

    private ObjectNode properties(ControlCall call) {
        var list = Json.object();
        var items = list.putArray("items");
        portal(hubspot, call).properties().forEach(property -> items.addPOJO(property));
        return list;
    }

    private ObjectNode traffic(ControlCall call) {
        var traffic = portal(hubspot, call).traffic();
        var answer = Json.object().put("calls", traffic.calls()).put("tooMany", traffic.tooMany());
        answer.put("busiestTenSeconds", traffic.busiestTenSeconds());
        var operations = answer.putObject("byOperationAndStatus");
        traffic.byOperationAndStatus().forEach((operation, statuses) -> {
            var counts = operations.putObject(operation);
            statuses.forEach((status, count) -> counts.put("" + status, count));
        });
        return answer;
    }

    private ObjectNode reset(ControlCall call) {
        call.input().end();
        reset(hubspot);
        return Json.object();
    }

    private static ObjectNode described(Portal portal) {
        return Json.object()
                .put("id", portal.id())
                .put("accessToken", portal.accessToken())
                .put(
                        "contacts",
                        portal.contacts().stream()
                                .filter(contact -> !contact.archived())
                                .count());
    }

    static Set<String> strings(JsonNode list) {
        var strings = new LinkedHashSet<String>();
        for (var item : list) {
            if (item.isString()) {
                strings.add(item.asString());
            }
        }
        if (!list.isArray() || strings.size() != list.size()) {
            throw new BadInput("%s (expected: a list of different strings)".formatted(list));
        }
        return strings;
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new BadInput("timeZone: %s (expected: a zone such as Asia/Tokyo)".formatted(name));
        }
    }
}
