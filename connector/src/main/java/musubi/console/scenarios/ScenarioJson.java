package musubi.console.scenarios;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the form of a scenario says, as JSON of the REST API, which says what is wrong with it. */
final class ScenarioJson {

    private static final JsonMapper JSON = JsonMapper.shared();

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
                if (form.value("yearly").equals("ONCE")) {
                    json.put("yearly", false);
                }
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
        } else {
            json.set("message", content(step));
        }
    }

    /** What a step says that has a message of its own. */
    static JsonNode content(FormStep step) {
        return parsed(step.value("json")).filter(JsonNode::isObject).orElseGet(() -> {
            var text = JSON.createObjectNode();
            text.putArray("bubbles").addObject().put("type", "text").put("text", step.value("text"));
            return text;
        });
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
