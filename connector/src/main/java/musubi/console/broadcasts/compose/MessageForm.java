package musubi.console.broadcasts.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import musubi.message.RichTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message between its form and its JSON. They differ in two things: what an action does is in one field, whatever its type; and what has
 * no fields in the form (flex, JSON, emoji, areas drawn elsewhere) is written as JSON in one field.
 */
final class MessageForm {

    /** Bubbles of a message. */
    static final int MAX_BUBBLES = 5;

    /** Fields that hold JSON. */
    private static final Set<String> WRITTEN = Set.of("contents", "message", "emojis", "areas", "sender");

    private static final Set<String> ACTIONS = Set.of("actions", "quickReplies");
    private static final Pattern ACTION_VALUE =
            Pattern.compile("^(.*(?:actions|quickReplies)\\[\\d+])\\.(?:uri|text|data)$");
    private static final Pattern IN_WRITTEN =
            Pattern.compile("^(bubbles\\[\\d+]\\.(?:contents|message|emojis|areas)|sender)(.*)$");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private MessageForm() {}

    /**
     * A message as it is checked and stored.
     *
     * @param lines of mistakes in fields that hold JSON, by field
     */
    record Written(ObjectNode content, Map<String, Integer> lines) {}

    /** Of a form. */
    static Written content(ObjectNode form) {
        var lines = new LinkedHashMap<String, Integer>();
        var content = JSON.objectNode();
        for (var name : Set.of("bubbles", "quickReplies", "sender", "whenValueMissing")) {
            if (form.has(name)) {
                copy(name, name, form.get(name), content, lines);
            }
        }
        return new Written(content, lines);
    }

    private static void copy(String place, String name, JsonNode value, ObjectNode to, Map<String, Integer> lines) {
        if (value instanceof ArrayNode items) {
            var list = FormTree.list(to, name);
            for (var i = 0; i < items.size(); i++) {
                var item = list.addObject();
                var itemPlace = place + "[" + i + "]";
                items.get(i)
                        .properties()
                        .forEach(field ->
                                copy(itemPlace + "." + field.getKey(), field.getKey(), field.getValue(), item, lines));
                if (ACTIONS.contains(name)) {
                    named(item);
                }
            }
        } else if (WRITTEN.contains(name)) {
            var read = JsonText.read(value.asString(""));
            read.value().ifPresent(json -> to.set(name, json));
            if (read.line() > 0) {
                lines.put(place, read.line());
            }
        } else if (!value.asString("").isEmpty()) {
            // browsers send two characters for the end of a line
            to.put(name, value.asString("").replace("\r\n", "\n"));
        }
    }

    private static void named(ObjectNode action) {
        var value = action.remove("value");
        if (value != null) {
            action.set(valueName(action), value);
        }
    }

    private static String valueName(ObjectNode action) {
        return switch (action.path("type").asString("")) {
            case "message" -> "text";
            case "postback" -> "data";
            default -> "uri";
        };
    }

    /** The form of a message that is stored. */
    static ObjectNode form(JsonNode content) {
        var form = JSON.objectNode();
        content.properties().forEach(field -> fill(field.getKey(), field.getValue(), form));
        return form;
    }

    private static void fill(String name, JsonNode value, ObjectNode to) {
        if (WRITTEN.contains(name)) {
            to.put(name, JsonText.written(value));
        } else if (value instanceof ArrayNode items) {
            var list = FormTree.list(to, name);
            items.forEach(item -> {
                var filled = list.addObject();
                item.properties().forEach(field -> fill(field.getKey(), field.getValue(), filled));
                var said = ACTIONS.contains(name) ? filled.remove(valueName(filled)) : null;
                if (said != null) {
                    filled.set("value", said);
                }
            });
        } else if (value.isValueNode() && !value.isNull()) {
            to.put(name, value.asString());
        }
    }

    /** The field of the form in which a problem of that field of the message is mended. */
    static String fieldOf(String problem) {
        var action = ACTION_VALUE.matcher(problem);
        if (action.matches()) {
            return action.group(1) + ".value";
        }
        var written = IN_WRITTEN.matcher(problem);
        return written.matches() ? written.group(1) : problem;
    }

    /** The line of a problem in a field that holds JSON; 0 where it is in another. */
    static int lineOf(ObjectNode form, String problem) {
        var written = IN_WRITTEN.matcher(problem);
        return written.matches() && !written.group(2).isEmpty()
                ? JsonText.lineOf(FormTree.at(form, written.group(1)).asString(""), written.group(2))
                : 0;
    }

    /** Gives each thing what it has at least, and pictures as many actions as their template has areas. */
    static void complete(ObjectNode form) {
        var bubbles = FormTree.list(form, "bubbles");
        while (bubbles.size() > MAX_BUBBLES) {
            bubbles.remove(MAX_BUBBLES);
        }
        for (var each : bubbles) {
            var bubble = (ObjectNode) each;
            switch (bubble.path("type").asString("")) {
                case "buttons" -> atLeastOne(bubble, "actions");
                case "cards" -> {
                    atLeastOne(bubble, "cards");
                    bubble.path("cards").forEach(card -> atLeastOne((ObjectNode) card, "actions"));
                }
                case "rich" -> {
                    if (!bubble.has("areas")) {
                        areas(bubble);
                    }
                }
                default -> {
                    // it has no lists
                }
            }
        }
    }

    private static void atLeastOne(ObjectNode object, String list) {
        if (FormTree.list(object, list).isEmpty()) {
            FormTree.list(object, list).addObject();
        }
    }

    private static void areas(ObjectNode rich) {
        var template = rich.path("template").asString("");
        if (template.isEmpty()) {
            rich.put("template", RichTemplate.ONE.name());
        }
        var parts = RichTemplate.ONE.parts();
        for (var each : RichTemplate.values()) {
            if (each.name().equals(template)) {
                parts = each.parts();
            }
        }
        var actions = FormTree.list(rich, "actions");
        while (actions.size() > parts) {
            actions.remove(parts);
        }
        while (actions.size() < parts) {
            actions.addObject();
        }
    }
}
