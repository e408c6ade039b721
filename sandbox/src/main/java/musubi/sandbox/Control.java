package musubi.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.http.Request;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.line.LineStandIn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The control API: finds the route of a call, answers in indented JSON, and explains errors. */
final class Control {

    private final LineStandIn line;
    private final HubSpotStandIn hubspot;
    private final List<ControlRoute> routes = new ArrayList<>();

    Control(LineStandIn line, HubSpotStandIn hubspot) {
        this.line = line;
        this.hubspot = hubspot;
        routes.add(new ControlRoute("GET", "/", this::overview));
        routes.add(new ControlRoute("POST", "/reset", this::reset));
        routes.addAll(new LineControl(line).routes());
        routes.addAll(new LineActsControl(line).routes());
        routes.addAll(new LoginControl(line).routes());
        routes.addAll(new HubSpotControl(hubspot).routes());
        routes.addAll(new HubSpotAppsControl(hubspot).routes());
        routes.addAll(new ContactsControl(hubspot).routes());
        routes.addAll(new ListsControl(hubspot).routes());
        routes.addAll(new TasksControl(hubspot).routes());
        routes.addAll(new HubSpotWebhooksControl(hubspot).routes());
        routes.addAll(new FaultControl("/line/faults", line.faults()).routes());
        routes.addAll(new FaultControl("/hubspot/faults", hubspot.faults()).routes());
    }

    Answer handle(Request request) {
        try {
            return answer(200, find(request));
        } catch (BadInput bad) {
            return answer(bad.status(), Json.object().put("error", message(bad)));
        } catch (IllegalArgumentException refused) {
            return answer(400, Json.object().put("error", message(refused)));
        }
    }

    private JsonNode find(Request request) {
        for (var route : routes) {
            var values = route.match(request.path());
            if (values.isPresent() && route.method().equals(request.method())) {
                return route.work().of(new ControlCall(request, Map.copyOf(values.get())));
            }
        }
        throw new BadInput(
                404,
                "%s %s: unknown (expected one of: %s)"
                        .formatted(
                                request.method(),
                                request.path(),
                                String.join(
                                        ", ",
                                        routes.stream()
                                                .map(route -> route.method() + " " + route.template())
                                                .toList())));
    }

    private ObjectNode overview(ControlCall call) {
        var overview = Json.object();
        overview.putObject("line")
                .put("url", line.url().toString())
                .put("channels", line.channels().size());
        overview.putObject("hubspot")
                .put("url", hubspot.url().toString())
                .put("portals", hubspot.portals().size());
        var calls = overview.putArray("calls");
        routes.forEach(route -> calls.add(route.method() + " " + route.template()));
        return overview;
    }

    private ObjectNode reset(ControlCall call) {
        call.input().end();
        line.reset();
        HubSpotControl.reset(hubspot);
        return Json.object();
    }

    private static Answer answer(int status, JsonNode value) {
        return new Answer(status, Map.of("Content-Type", "application/json;charset=utf-8"), Json.indented(value));
    }

    private static String message(RuntimeException e) {
        var message = e.getMessage();
        return message == null ? "the input cannot be used" : message;
    }
}
