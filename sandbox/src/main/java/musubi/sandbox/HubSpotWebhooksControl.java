package musubi.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import musubi.sandbox.http.Json;
import musubi.sandbox.http.PostFailure;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.WebhookApp;
import musubi.sandbox.hubspot.WebhookAppOptions;
import musubi.sandbox.hubspot.WebhookForgery;
import musubi.sandbox.hubspot.WebhookSubscription;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The webhooks of HubSpot's developer apps, over HTTP. */
final class HubSpotWebhooksControl {

    private static final String ALL = "/hubspot/webhooks";
    private static final String ONE = ALL + "/{appId}";
    private static final int ONE_MINUTE = 60_000;

    private final HubSpotStandIn hubspot;

    HubSpotWebhooksControl(HubSpotStandIn hubspot) {
        this.hubspot = hubspot;
    }

    List<ControlRoute> routes() {
        return List.of(
                new ControlRoute("GET", ALL, this::apps),
                new ControlRoute("POST", ALL, this::add),
                new ControlRoute("GET", ONE, call -> described(app(call))),
                new ControlRoute("PATCH", ONE, this::settings),
                new ControlRoute("POST", ONE + "/subscriptions", this::subscribe),
                new ControlRoute("PATCH", ONE + "/subscriptions/{subscriptionId}", this::activate),
                new ControlRoute("DELETE", ONE + "/subscriptions/{subscriptionId}", this::unsubscribe),
                new ControlRoute("PUT", ONE + "/portals/{portalId}", this::install),
                new ControlRoute("DELETE", ONE + "/portals/{portalId}", this::uninstall),
                new ControlRoute("GET", ONE + "/traffic", call -> traffic(app(call))),
                new ControlRoute("POST", ONE + "/wait", this::await),
                new ControlRoute("POST", ONE + "/again", this::again),
                new ControlRoute("POST", ONE + "/raw", this::raw));
    }

    private ObjectNode apps(ControlCall call) {
        var list = Json.object();
        var items = list.putArray("items");
        hubspot.webhookApps().forEach(app -> items.add(described(app)));
        return list;
    }

    /** With {@code subscriptions} (types, a property behind a colon) and {@code portals} to save calls. */
    private ObjectNode add(ControlCall call) {
        var input = call.input();
        var options = new WebhookAppOptions(
                input.number("appId", 1, Integer.MAX_VALUE).orElse(0),
                input.text("clientSecret").orElse(""));
        var subscriptions = input.value("subscriptions").map(HubSpotControl::strings).stream()
                .flatMap(names -> names.stream())
                .map(HubSpotWebhooksControl::subscription)
                .toList();
        var portals = input.value("portals").stream()
                .flatMap(JsonNode::valueStream)
                .map(id -> portal(id.asString("")))
                .toList();
        var changes = changes(input);
        input.end();
        var app = hubspot.addWebhookApp(options);
        changes.forEach(change -> change.accept(app));
        subscriptions.forEach(wanted -> app.subscribe(wanted.type(), wanted.propertyName()));
        portals.forEach(app::install);
        return described(app);
    }

    private static WebhookSubscription subscription(String name) {
        var at = name.indexOf(':');
        return at < 0
                ? new WebhookSubscription(0, name, null, true)
                : new WebhookSubscription(0, name.substring(0, at), name.substring(at + 1), true);
    }

    private ObjectNode settings(ControlCall call) {
        var app = app(call);
        var input = call.input();
        var changes = changes(input);
        input.flag("held").ifPresent(on -> changes.add(on ? WebhookApp::hold : WebhookApp::release));
        input.end();
        changes.forEach(change -> change.accept(app));
        return described(app);
    }

    private static List<Consumer<WebhookApp>> changes(Input input) {
        var changes = new ArrayList<Consumer<WebhookApp>>();
        input.text("targetUrl").ifPresent(url -> changes.add(app -> app.targetUrl(url)));
        input.text("reachedAt").ifPresent(url -> changes.add(app -> app.reachedAt(url)));
        input.millis("timeoutMillis").ifPresent(allowed -> changes.add(app -> app.timeout(allowed)));
        input.number("maxConcurrentRequests", 6, 1_000)
                .ifPresent(requests -> changes.add(app -> app.maxConcurrentRequests(requests)));
        input.value("retryDelaysMillis").ifPresent(delays -> {
            var durations = LineControl.durations("retryDelaysMillis", delays);
            changes.add(app -> app.retryDelays(durations));
        });
        input.decimal("duplicates").ifPresent(share -> changes.add(app -> app.duplicates(share)));
        input.decimal("disorder").ifPresent(share -> changes.add(app -> app.disorder(share)));
        return changes;
    }

    private ObjectNode subscribe(ControlCall call) {
        var app = app(call);
        var input = call.input();
        var type = input.requiredText("subscriptionType");
        var propertyName = input.text("propertyName").orElse(null);
        input.end();
        app.subscribe(type, propertyName);
        return described(app);
    }

    private ObjectNode activate(ControlCall call) {
        var app = app(call);
        var id = subscriptionId(app, call);
        var input = call.input();
        var active = input.flag("active").orElse(true);
        input.end();
        app.active(id, active);
        return described(app);
    }

    private ObjectNode unsubscribe(ControlCall call) {
        call.input().end();
        var app = app(call);
        app.unsubscribe(subscriptionId(app, call));
        return described(app);
    }

    private ObjectNode install(ControlCall call) {
        call.input().end();
        var app = app(call);
        app.install(HubSpotControl.portal(hubspot, call));
        return described(app);
    }

    private ObjectNode uninstall(ControlCall call) {
        call.input().end();
        var app = app(call);
        app.uninstall(HubSpotControl.portal(hubspot, call));
        return described(app);
    }

    private ObjectNode await(ControlCall call) {
        var app = app(call);
        var input = call.input();
        var atMost = input.number("atMostMillis", 0, ONE_MINUTE).orElse(10_000);
        input.end();
        var quiet = app.awaitQuiet(Duration.ofMillis(atMost));
        return traffic(app).put("quiet", quiet);
    }

    private ObjectNode again(ControlCall call) {
        var app = app(call);
        var input = call.input();
        var events = input.number("events", 1, 1_000).orElse(1);
        input.end();
        return Json.object().put("events", app.again(events));
    }

    /** Posts the body of the call. */
    private ObjectNode raw(ControlCall call) {
        var name = call.parameter("forgery").orElse("NONE");
        var forgery = Arrays.stream(WebhookForgery.values())
                .filter(one -> one.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new BadInput("forgery: %s (expected one of: %s)"
                        .formatted(name, Stream.of(WebhookForgery.values()).toList())));
        var posted = app(call).raw(call.request().body(), forgery);
        return Json.object()
                .put("status", posted.status())
                .put("failure", posted.failure().map(PostFailure::name).orElse(null))
                .put("tookMillis", posted.took().toMillis());
    }

    private WebhookApp app(ControlCall call) {
        return hubspot.webhookApps().stream()
                .filter(app -> call.value("appId").equals("" + app.appId()))
                .findFirst()
                .orElseThrow(() -> new BadInput(
                        404,
                        "app %s: unknown (expected one of: %s)"
                                .formatted(
                                        call.value("appId"),
                                        hubspot.webhookApps().stream()
                                                .map(WebhookApp::appId)
                                                .toList())));
    }

    private Portal portal(String id) {
        return hubspot.portals().stream()
                .filter(portal -> id.equals("" + portal.id()))
                .findFirst()
                .orElseThrow(() -> new BadInput("portals: %s is unknown".formatted(id)));
    }

    private static long subscriptionId(WebhookApp app, ControlCall call) {
        return app.subscriptions().stream()
                .map(WebhookSubscription::id)
                .filter(id -> call.value("subscriptionId").equals("" + id))
                .findFirst()
                .orElseThrow(
                        () -> new BadInput(404, "subscription %s: unknown".formatted(call.value("subscriptionId"))));
    }

    private static ObjectNode traffic(WebhookApp app) {
        var seen = app.traffic();
        var traffic = Json.object()
                .put("events", seen.events())
                .put("sent", seen.sent())
                .put("acknowledged", seen.acknowledged());
        var failed = traffic.putObject("failed");
        for (var reason : PostFailure.values()) {
            failed.put(reason.name(), seen.failed().getOrDefault(reason, 0L));
        }
        return traffic.put("waitingEvents", seen.waitingEvents())
                .put("underWay", seen.underWay())
                .put("pendingRetries", seen.pendingRetries())
                .put("givenUp", seen.givenUp())
                .put("dropped", seen.dropped())
                .put("mostAtATime", seen.mostAtATime());
    }

    private static ObjectNode described(WebhookApp app) {
        var described = Json.object()
                .put("appId", app.appId())
                .put("clientSecret", app.clientSecret())
                .put("targetUrl", app.targetUrl().orElse(null));
        var subscriptions = described.putArray("subscriptions");
        app.subscriptions()
                .forEach(subscription -> subscriptions
                        .addObject()
                        .put("id", subscription.id())
                        .put("subscriptionType", subscription.type())
                        .put("propertyName", subscription.propertyName())
                        .put("active", subscription.active()));
        app.portals().forEach(described.putArray("portals")::add);
        return described;
    }
}
