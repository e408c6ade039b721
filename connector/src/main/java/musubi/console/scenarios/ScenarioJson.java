package musubi.console.scenarios;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Between the form of a scenario and the JSON of the REST API, which says what is wrong with it. */
final class ScenarioJson {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern DURATION = Pattern.compile("P(\\d+)D|PT(\\d+)H|PT(\\d+)M|PT(\\d+)S");
    private static final List<String> UNITS = List.of("DAYS", "HOURS", "MINUTES", "SECONDS");

    private ScenarioJson() {}

    /** What the form says, as a body of the REST API. */
    static ObjectNode body(ScenarioForm form) {
        var body = JSON.createObjectNode().put("name", form.value("name"));
        trigger(body.putObject("trigger"), form);
        switch (form.value("reentry")) {
            case "AFTER_END" -> body.put("reentry", "AFTER_END");
            case "AFTER_DAYS" -> number(body.putObject("reentry"), "afterDays", form.value("after"));
            default -> body.put("reentry", "NEVER");
        }
        steps(body.putArray("steps"), form.steps());
        exits(body.putArray("exits"), form);
        if (!form.value("revision").isEmpty()) {
            number(body, "revision", form.value("revision"));
        }
        if (!form.value("waiting").isEmpty()) {
            body.put("waiting", form.value("waiting"));
        }
        return body;
    }

    private static void trigger(ObjectNode json, ScenarioForm form) {
        var kind = form.value("trigger");
        json.put("kind", kind);
        switch (kind) {
            case "LINK" -> text(json, "linkId", form.value("link"));
            case "LIST" ->
                json.put("listId", form.value("list"))
                        .put("includeMembers", form.value("members").equals("YES"));
            case "PROPERTY" -> {
                json.put("property", form.value("property"));
                until(json.putObject("offset"), form.value("days"), form.value("time"));
            }
            default -> {
                // nothing more to say
            }
        }
    }

    private static void text(ObjectNode json, String name, String value) {
        if (!value.isBlank()) {
            json.put(name, value.strip());
        }
    }

    /** As a number where it is one; else as it is, which is refused with the field's name. */
    private static void number(ObjectNode json, String name, String value) {
        if (value.strip().matches("-?\\d{1,9}")) {
            json.put(name, Integer.parseInt(value.strip()));
        } else {
            json.put(name, value);
        }
    }

    private static void until(ObjectNode json, String days, String time) {
        number(json, "days", days.isBlank() ? "0" : days);
        json.put("time", time);
    }

    /** Those of the form, and those that it does not show. */
    private static void exits(ArrayNode json, ScenarioForm form) {
        if (form.value("replied").equals("YES")) {
            json.add("REPLIED");
        }
        if (form.value("clicked").equals("YES")) {
            json.add("CLICKED");
        }
        if (!form.value("exitList").isBlank()) {
            json.addObject().put("list", form.value("exitList").strip());
        }
        if (parsed(form.value("exits")).orElse(null) instanceof ArrayNode others) {
            others.forEach(json::add);
        }
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(JSON.readTree(text));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    private static void steps(ArrayNode json, List<FormStep> steps) {
        steps.forEach(step -> step(json.addObject(), step));
    }

    private static void step(ObjectNode json, FormStep step) {
        json.put("key", step.key());
        switch (step.value("wait")) {
            case "FOR" -> json.put("wait", duration(step.value("amount"), step.value("unit")));
            case "UNTIL" -> until(json.putObject("wait"), step.value("days"), step.value("time"));
            default -> {
                // at once
            }
        }
        switch (step.kind()) {
            case "MESSAGE" -> message(json, step);
            case "BRANCH" -> {
                var branch = json.putObject("branch");
                condition(branch.putObject("if"), step);
                steps(branch.putArray("then"), step.then());
                steps(branch.putArray("else"), step.otherwise());
            }
            case "SET" ->
                json.putObject("set").put("property", step.value("property")).put("value", step.value("value"));
            case "END" -> json.put("end", true);
            default -> {
                // nothing but its wait
            }
        }
    }

    private static String duration(String amount, String unit) {
        var number = amount.strip();
        return switch (unit) {
            case "MINUTES" -> "PT" + number + "M";
            case "HOURS" -> "PT" + number + "H";
            case "SECONDS" -> "PT" + number + "S";
            default -> "P" + number + "D";
        };
    }

    private static void message(ObjectNode json, FormStep step) {
        if (!step.value("saved").isBlank()) {
            json.put("messageId", step.value("saved"));
            return;
        }
        var written = parsed(step.value("json")).filter(JsonNode::isObject);
        if (written.isPresent()) {
            json.set("message", written.get());
        } else {
            json.putObject("message")
                    .putArray("bubbles")
                    .addObject()
                    .put("type", "text")
                    .put("text", step.value("text"));
        }
    }

    private static void condition(ObjectNode json, FormStep step) {
        switch (step.value("if")) {
            case "LIST" -> json.put("list", step.value("list").strip());
            case "CLICKED" -> json.put("clicked", step.value("clicked"));
            default -> {
                json.put("property", step.value("property").strip())
                        .put("operator", step.value("operator").isEmpty() ? "EQ" : step.value("operator"));
                text(json, "value", step.value("value"));
            }
        }
    }

    /** The form of a scenario that is there. @param json as the REST API shows it */
    static ScenarioForm form(JsonNode json, Map<String, String> more) {
        var fields = new HashMap<>(more);
        var trigger = json.path("trigger");
        fields.put("trigger", trigger.path("kind").asString("MANUAL"));
        fields.put("link", trigger.path("linkId").asString(""));
        fields.put("list", trigger.path("listId").asString(""));
        fields.put("members", trigger.path("includeMembers").asBoolean(false) ? "YES" : "");
        fields.put("property", trigger.path("property").asString(""));
        until(trigger.path("offset"), fields);
        var reentry = json.path("reentry");
        fields.put("reentry", reentry.isObject() ? "AFTER_DAYS" : reentry.asString("NEVER"));
        fields.put("after", reentry.path("afterDays").asString(""));
        exits(json.path("exits"), fields);
        return new ScenarioForm(fields, steps(json.path("steps")));
    }

    private static void until(JsonNode until, Map<String, String> fields) {
        if (until.isObject()) {
            fields.put("days", until.path("days").asString("0"));
            fields.put("time", until.path("time").asString(""));
        }
    }

    private static void exits(JsonNode exits, Map<String, String> fields) {
        var others = JSON.createArrayNode();
        for (var exit : exits) {
            if (exit.asString("").equals("REPLIED")) {
                fields.put("replied", "YES");
            } else if (exit.asString("").equals("CLICKED")) {
                fields.put("clicked", "YES");
            } else if (exit.has("list") && !fields.containsKey("exitList")) {
                fields.put("exitList", exit.path("list").asString(""));
            } else {
                others.add(exit);
            }
        }
        if (!others.isEmpty()) {
            fields.put("exits", others.toString());
        }
    }

    private static List<FormStep> steps(JsonNode steps) {
        return steps.valueStream().map(ScenarioJson::step).toList();
    }

    private static FormStep step(JsonNode json) {
        var fields = new HashMap<String, String>();
        var wait = json.path("wait");
        fields.put("wait", wait.isObject() ? "UNTIL" : wait.isString() ? "FOR" : "NONE");
        until(wait, fields);
        duration(wait.asString(""), fields);
        var branch = json.path("branch");
        if (json.has("message") || json.has("messageId")) {
            fields.put("kind", "MESSAGE");
            fields.put("saved", json.path("messageId").asString(""));
            written(json.path("message"), fields);
        } else if (branch.isObject()) {
            fields.put("kind", "BRANCH");
            condition(branch.path("if"), fields);
        } else if (json.has("set")) {
            fields.put("kind", "SET");
            fields.put("property", json.path("set").path("property").asString(""));
            fields.put("value", json.path("set").path("value").asString(""));
        } else {
            fields.put("kind", json.path("end").asBoolean(false) ? "END" : "WAIT");
        }
        return new FormStep(
                json.path("key").asString(""), fields, steps(branch.path("then")), steps(branch.path("else")));
    }

    private static void duration(String text, Map<String, String> fields) {
        var found = DURATION.matcher(text);
        if (!found.matches()) {
            // one of several units: its whole in the smallest
            if (!text.isEmpty()) {
                fields.put("amount", Long.toString(Duration.parse(text).toSeconds()));
                fields.put("unit", "SECONDS");
            }
            return;
        }
        for (var i = 0; i < UNITS.size(); i++) {
            if (found.group(i + 1) != null) {
                fields.put("amount", found.group(i + 1));
                fields.put("unit", UNITS.get(i));
            }
        }
    }

    /** One text can be changed in the form; anything else stays as it is. */
    private static void written(JsonNode message, Map<String, String> fields) {
        if (!message.isObject()) {
            return;
        }
        var bubbles = message.path("bubbles");
        var first = bubbles.path(0);
        var plain = message.size() == 1
                && bubbles.size() == 1
                && first.size() == 2
                && first.path("type").asString("").equals("text");
        fields.put("text", first.path("text").asString(""));
        if (!plain) {
            fields.put("json", message.toString());
        }
    }

    private static void condition(JsonNode condition, Map<String, String> fields) {
        if (condition.has("list")) {
            fields.put("if", "LIST");
            fields.put("list", condition.path("list").asString(""));
        } else if (condition.has("clicked")) {
            fields.put("if", "CLICKED");
            fields.put("clicked", condition.path("clicked").asString(""));
        } else {
            fields.put("if", "PROPERTY");
            fields.put("property", condition.path("property").asString(""));
            fields.put("operator", condition.path("operator").asString("EQ"));
            var value = condition.path("value");
            fields.put(
                    "value",
                    value.isArray()
                            ? String.join(
                                    ";",
                                    value.valueStream()
                                            .map(each -> each.asString(""))
                                            .toList())
                            : value.asString(""));
        }
    }

    /**
     * The key of the step that a field of the body is of.
     *
     * @param field as {@code steps[2].branch.then[0].wait}
     * @return empty where it is of no step
     */
    static Optional<String> stepOf(JsonNode body, String field) {
        var at = body;
        var key = Optional.<String>empty();
        for (var part : field.split("[.\\[\\]]+", -1)) {
            at = part.matches("\\d{1,4}") ? at.path(Integer.parseInt(part)) : at.path(part);
            if (at.path("key").isString()) {
                key = Optional.of(at.path("key").asString(""));
            }
        }
        return key;
    }
}
