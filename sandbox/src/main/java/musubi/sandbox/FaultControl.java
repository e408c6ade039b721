package musubi.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Faults;
import musubi.sandbox.http.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Adds, lists and clears faults. */
final class FaultControl {

    private final String path;
    private final Faults faults;

    FaultControl(String path, Faults faults) {
        this.path = path;
        this.faults = faults;
    }

    List<ControlRoute> routes() {
        return List.of(
                new ControlRoute("GET", path, this::list),
                new ControlRoute("POST", path, this::add),
                new ControlRoute("DELETE", path, this::clear));
    }

    private ObjectNode list(ControlCall call) {
        var list = Json.object();
        var items = list.putArray("items");
        faults.waiting().forEach(fault -> items.add(described(fault)));
        return list;
    }

    private ObjectNode add(ControlCall call) {
        var input = call.input();
        var kind = input.choice("kind", Fault.Kind.class).orElse(Fault.Kind.ANSWER);
        var answers = kind == Fault.Kind.ANSWER || kind == Fault.Kind.ANSWER_AFTER;
        var status = input.number("status", 100, 599);
        if (answers && status.isEmpty()) {
            throw new BadInput("status: missing (expected: a whole number, 100..599, for kind %s)".formatted(kind));
        }
        var fault = new Fault(
                input.text("method").orElse("*"),
                pattern(input.text("path").orElse(".*")),
                input.text("bodyContains").orElse(""),
                input.number("times", -1, 1_000_000).orElse(1),
                kind,
                input.millis("delayMillis").orElse(Duration.ZERO),
                status.orElse(0),
                input.texts("headers"),
                input.value("body").map(FaultControl::body).orElse(""));
        input.end();
        if (fault.times() == 0) {
            throw new BadInput("times: 0 (expected: 1 or more, or -1 for until cleared)");
        }
        faults.add(
                answers && !fault.headers().containsKey("Content-Type")
                        ? fault.with("Content-Type", "application/json;charset=utf-8")
                        : fault);
        return list(call);
    }

    private ObjectNode clear(ControlCall call) {
        call.input().end();
        faults.clear();
        return list(call);
    }

    private static String body(JsonNode body) {
        return body.isString() ? body.asString() : body.toString();
    }

    private static Pattern pattern(String path) {
        try {
            return Pattern.compile(path);
        } catch (PatternSyntaxException e) {
            throw new BadInput("path: %s (expected: a regular expression for the whole path)".formatted(path));
        }
    }

    private static ObjectNode described(Fault fault) {
        var described = Json.object()
                .put("method", fault.method())
                .put("path", fault.path().pattern())
                .put("bodyContains", fault.bodyPart())
                .put("times", fault.times())
                .put("kind", fault.kind().name())
                .put("delayMillis", fault.delay().toMillis())
                .put("status", fault.status());
        var headers = described.putObject("headers");
        fault.headers().forEach(headers::put);
        return described.put("body", fault.body());
    }
}
