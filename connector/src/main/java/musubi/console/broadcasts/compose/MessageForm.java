package musubi.console.broadcasts.compose;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import musubi.message.RichTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message between its form and its JSON. They differ in four things: what an action does is in one field, whatever its type; what has no
 * fields in the form (flex, JSON, the sender) is written as JSON in one field; an area has the fields of its action itself; and LINE's emoji
 * stand in the text ({@link LineEmoji}).
 */
final class MessageForm {

    /** Bubbles of a message. */
    static final int MAX_BUBBLES = 5;

    /** The fields of a message. */
    static final List<String> FIELDS = List.of("bubbles", "quickReplies", "sender", "whenValueMissing");

    /** Fields that hold JSON. */
    private static final Set<String> WRITTEN = Set.of("contents", "message", "sender");

    private static final Set<String> ACTIONS = Set.of("actions", "quickReplies", "areas");
    private static final List<String> PLACE = List.of("x", "y", "width", "height");
    private static final Pattern ACTION_VALUE =
            Pattern.compile("^(.*(?:actions|quickReplies)\\[\\d+])\\.(?:uri|text|data)$");
    private static final Pattern AREA_ACTION =
            Pattern.compile("^(.*areas\\[\\d+])\\.action(?:\\.(label|type|uri|text|data))?$");
    private static final Pattern EMOJI = Pattern.compile("^(bubbles\\[\\d+])\\.emojis.*$");
    private static final Pattern IN_WRITTEN = Pattern.compile("^(bubbles\\[\\d+]\\.(?:contents|message)|sender)(.*)$");
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
        for (var name : FIELDS) {
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
                switch (name) {
                    case "areas" -> area(item);
                    case "bubbles" -> bubble(item);
                    default -> {
                        // as it is entered
                    }
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

    /** What its action does is an object of its own, and where it is are numbers. */
    private static void area(ObjectNode area) {
        var action = area.deepCopy().remove(PLACE);
        area.retain(PLACE);
        for (var name : PLACE) {
            var said = area.path(name).asString("").strip();
            if (said.matches("-?\\d{1,5}")) {
                area.put(name, Integer.parseInt(said));
            }
        }
        area.set("action", action);
    }

    /** Without what another choice of the bubble left. */
    private static void bubble(ObjectNode bubble) {
        switch (bubble.path("type").asString("")) {
            case "text" -> LineEmoji.toMessage(bubble);
            case "rich" ->
                bubble.remove(
                        FreeAreas.isFree(bubble)
                                ? List.of("template", "actions", "divided")
                                : List.of("areas", "divided"));
            default -> {
                // it has no choice
            }
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
                if (name.equals("areas")) {
                    item.path("action").properties().forEach(field -> fill(field.getKey(), field.getValue(), filled));
                    to.put("template", FreeAreas.FREE);
                }
                var said = ACTIONS.contains(name) ? filled.remove(valueName(filled)) : null;
                if (said != null) {
                    filled.set("value", said);
                }
                if (item.has("emojis")) {
                    filled.set("emojis", item.get("emojis"));
                    LineEmoji.toForm(filled);
                }
            });
        } else if (value.isValueNode() && !value.isNull()) {
            to.put(name, value.asString());
        }
    }

    /** The field of the form in which a problem of that field of the message is mended. */
    static String fieldOf(String problem) {
        var emoji = EMOJI.matcher(problem);
        if (emoji.matches()) {
            return emoji.group(1) + ".text";
        }
        var area = AREA_ACTION.matcher(problem);
        if (area.matches()) {
            var field = String.valueOf(area.group(2));
            return area.group(1)
                    + switch (field) {
                        case "uri", "text", "data" -> ".value";
                        case "label" -> ".label";
                        default -> ".type";
                    };
        }
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

    /** The template of that name; one area where there is none. */
    static RichTemplate template(String name) {
        return Arrays.stream(RichTemplate.values())
                .filter(template -> template.name().equals(name))
                .findFirst()
                .orElse(RichTemplate.ONE);
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
                    if (!FreeAreas.isFree(bubble)) {
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
        var template = template(rich.path("template").asString(""));
        rich.put("template", template.name());
        // from which areas drawn by hand begin, should they be chosen next
        rich.put("divided", template.name());
        var actions = FormTree.list(rich, "actions");
        while (actions.size() > template.parts()) {
            actions.remove(template.parts());
        }
        while (actions.size() < template.parts()) {
            actions.addObject();
        }
    }
}
