package musubi.console.scenarios;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A scenario in the JSON of the REST API, as fields of its form. */
final class WrittenScenario {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern DURATION = Pattern.compile("P(\\d+)D|PT(\\d+)H|PT(\\d+)M|PT(\\d+)S");
    private static final List<String> UNITS = List.of("DAYS", "HOURS", "MINUTES", "SECONDS");

    private WrittenScenario() {}

    /**
     * The form of a scenario that is there.
     *
     * @param json as the REST API shows it
     */
    static ScenarioForm form(JsonNode json, Map<String, String> more) {
        var fields = new HashMap<>(more);
        var trigger = json.path("trigger");
        fields.put("trigger", trigger.path("kind").asString("MANUAL"));
        fields.put("link", trigger.path("linkId").asString(""));
        fields.put("list", trigger.path("listId").asString(""));
        fields.put("members", trigger.path("includeMembers").asBoolean(false) ? "YES" : "");
        fields.put("property", trigger.path("property").asString(""));
        fields.put("yearly", trigger.path("yearly").asBoolean(true) ? "YEARLY" : "ONCE");
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
        return steps.valueStream().map(WrittenScenario::step).toList();
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
}
