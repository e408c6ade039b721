package musubi.sandbox;

import java.net.URI;
import java.util.List;
import java.util.Set;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.AppDistribution;
import musubi.sandbox.hubspot.AppOptions;
import musubi.sandbox.hubspot.DeveloperApp;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.RefreshTokenRotation;
import tools.jackson.databind.node.ObjectNode;

/** HubSpot's developer apps and the people who install them, over HTTP. */
final class HubSpotAppsControl {

    private static final String APP = "/hubspot/oauth/apps/{clientId}";

    private final HubSpotStandIn hubspot;

    HubSpotAppsControl(HubSpotStandIn hubspot) {
        this.hubspot = hubspot;
    }

    List<ControlRoute> routes() {
        return List.of(
                new ControlRoute("GET", "/hubspot/oauth/apps", this::apps),
                new ControlRoute("POST", "/hubspot/oauth/apps", this::add),
                new ControlRoute("GET", APP, call -> described(app(call))),
                new ControlRoute("PATCH", APP, this::change),
                new ControlRoute("POST", "/hubspot/oauth/connect", this::connect),
                new ControlRoute("POST", "/hubspot/oauth/cancel", this::cancel),
                new ControlRoute("DELETE", APP + "/portals/{portalId}", this::uninstall));
    }

    private ObjectNode apps(ControlCall call) {
        var list = Json.object();
        var items = list.putArray("items");
        hubspot.oauth().apps().forEach(app -> items.add(described(app)));
        return list;
    }

    private ObjectNode add(ControlCall call) {
        var input = call.input();
        var defaults = AppOptions.redirectingTo();
        var options = new AppOptions(
                input.text("name").orElse(defaults.name()),
                input.text("clientId").orElse(""),
                input.text("clientSecret").orElse(""),
                input.value("redirectUrls").map(HubSpotControl::strings).orElse(Set.of()).stream()
                        .map(HubSpotAppsControl::url)
                        .toList(),
                input.value("requiredScopes").map(HubSpotControl::strings).orElse(defaults.requiredScopes()),
                input.value("optionalScopes").map(HubSpotControl::strings).orElse(defaults.optionalScopes()),
                input.choice("distribution", AppDistribution.class).orElse(defaults.distribution()));
        input.end();
        return described(hubspot.oauth().addApp(options));
    }

    private ObjectNode change(ControlCall call) {
        var app = app(call);
        var input = call.input();
        var rotation = input.choice("refreshTokens", RefreshTokenRotation.class);
        input.end();
        rotation.ifPresent(app::rotation);
        return described(app);
    }

    private ObjectNode connect(ControlCall call) {
        var input = call.input();
        var link = url(input.requiredText("installLink"));
        var portalId = input.value("portalId").map(value -> value.asString("")).orElse("");
        input.end();
        var portal = hubspot.portals().stream()
                .filter(one -> Long.toString(one.id()).equals(portalId))
                .findFirst()
                .orElseThrow(() -> new BadInput("portalId: %s (expected one of: %s)"
                        .formatted(
                                portalId,
                                hubspot.portals().stream().map(Portal::id).toList())));
        return redirected(hubspot.oauth().connect(link, portal));
    }

    private ObjectNode cancel(ControlCall call) {
        var input = call.input();
        var link = url(input.requiredText("installLink"));
        input.end();
        return redirected(hubspot.oauth().cancel(link));
    }

    private ObjectNode uninstall(ControlCall call) {
        var app = app(call);
        call.input().end();
        app.uninstall(HubSpotControl.portal(hubspot, call));
        return described(app);
    }

    private DeveloperApp app(ControlCall call) {
        return hubspot.oauth().apps().stream()
                .filter(app -> app.clientId().equals(call.value("clientId")))
                .findFirst()
                .orElseThrow(() -> new BadInput(404, "app %s: unknown".formatted(call.value("clientId"))));
    }

    private static ObjectNode redirected(URI address) {
        return Json.object().put("redirect", address.toString());
    }

    private static ObjectNode described(DeveloperApp app) {
        var body = Json.object()
                .put("id", app.id())
                .put("name", app.options().name())
                .put("clientId", app.clientId())
                .put("clientSecret", app.clientSecret())
                .put("distribution", app.options().distribution().name());
        var urls = body.putArray("redirectUrls");
        app.options().redirectUrls().forEach(url -> urls.add(url.toString()));
        app.options().requiredScopes().stream().sorted().forEach(body.putArray("requiredScopes")::add);
        app.options().optionalScopes().stream().sorted().forEach(body.putArray("optionalScopes")::add);
        app.portals().forEach(body.putArray("portals")::add);
        var calls = body.putObject("calls");
        app.traffic().byOperationAndStatus().forEach((operation, statuses) -> {
            var counts = calls.putObject(operation);
            statuses.forEach((status, count) -> counts.put("" + status, count));
        });
        return body;
    }

    private static URI url(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new BadInput("%s (expected: a URL)".formatted(text));
        }
    }
}
