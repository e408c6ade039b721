package musubi.console.broadcasts.compose;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a button of the form does to it: {@code what} or {@code what:argument}.
 *
 * @param argument a place, a kind, an id
 */
record FormAct(String what, String argument) {

    private static final Set<String> KINDS =
            Set.of("text", "image", "buttons", "cards", "rich", "video", "sticker", "coupon", "flex", "json");
    private static final int MAX_QUICK_REPLIES = 13;
    private static final int MAX_CARDS = 10;
    private static final Set<String> OF_MESSAGE = Set.of(
            "bubble",
            "reply",
            "more",
            "remove",
            "up",
            "down",
            "move",
            "area",
            "choose",
            "take",
            "refresh",
            "use",
            "variant",
            "variants",
            "variantless");
    private static final Pattern MOVE = Pattern.compile("(.+)\\[(\\d{1,2})]=(\\d{1,2})");
    private static final Pattern AREA = Pattern.compile("(.+)=(\\d{1,4}),(\\d{1,4}),(\\d{1,4}),(\\d{1,4})");

    static FormAct of(String sent) {
        var colon = sent.indexOf(':');
        return colon < 0 ? new FormAct(sent, "") : new FormAct(sent.substring(0, colon), sent.substring(colon + 1));
    }

    /** Whether it is about the audience. */
    boolean ofAudience() {
        return Set.of("audience", "list", "except", "unlist").contains(what);
    }

    /** Whether it is about the message. */
    boolean ofMessage() {
        return OF_MESSAGE.contains(what);
    }

    /**
     * Changes the form.
     *
     * @return the place to which the person goes on; empty: where they are
     */
    String apply(ObjectNode form) {
        return switch (what) {
            case "bubble" -> add(form);
            case "reply" -> {
                var replies = FormTree.list(form, "quickReplies");
                if (replies.size() < MAX_QUICK_REPLIES) {
                    replies.addObject().put("type", "message");
                }
                yield "quickReplies[%d]".formatted(replies.size() - 1);
            }
            case "more" -> more(form);
            case "remove" -> {
                FormTree.spot(form, argument).ifPresent(spot -> spot.list().remove(spot.index()));
                yield "";
            }
            case "up" -> moved(form, -1);
            case "down" -> moved(form, 1);
            case "move" -> {
                var move = MOVE.matcher(argument);
                yield move.matches() ? moved(form, move.group(1), number(move, 2), number(move, 3)) : "";
            }
            case "area" -> {
                var area = AREA.matcher(argument);
                yield area.matches() ? drawn(form, area) : "";
            }
            case "variants" -> {
                Variants.add(form);
                yield "variants[%d]".formatted(Variants.shown(form));
            }
            case "variant" -> {
                Variants.show(form, index());
                yield "variants[%d]".formatted(Variants.shown(form));
            }
            case "variantless" -> {
                Variants.remove(form, index());
                yield form.has("variants") ? "variants[%d]".formatted(Variants.shown(form)) : "";
            }
            case "take" -> {
                var equals = argument.indexOf('=');
                if (equals > 0) {
                    take(form, argument.substring(0, equals), argument.substring(equals + 1));
                }
                yield "";
            }
            default -> "";
        };
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }

    /** The argument as a place in a list; -1 where it is none. */
    private int index() {
        return argument.matches("\\d") ? Integer.parseInt(argument) : -1;
    }

    private String add(ObjectNode form) {
        var bubbles = FormTree.list(form, "bubbles");
        if (KINDS.contains(argument) && bubbles.size() < MessageForm.MAX_BUBBLES) {
            bubbles.addObject().put("type", argument);
        }
        return "bubbles[%d]".formatted(bubbles.size() - 1);
    }

    /** One more of the list at that place: an action, or a card with as many actions as the first. */
    private String more(ObjectNode form) {
        var most = argument.endsWith(".areas") ? FreeAreas.MAX : MAX_CARDS;
        if (!(FormTree.at(form, argument) instanceof ArrayNode list) || list.size() >= most) {
            return "";
        }
        var made = list.addObject();
        if (argument.endsWith(".areas")) {
            FreeAreas.put(made, 0, 0, FreeAreas.WIDTH / 2, FreeAreas.WIDTH / 4);
        }
        if (argument.endsWith(".cards")) {
            var actions = FormTree.list(made, "actions");
            list.get(0).path("actions").forEach(_ -> actions.addObject());
        }
        return "%s[%d]".formatted(argument, list.size() - 1);
    }

    private String moved(ObjectNode form, int by) {
        return FormTree.spot(form, argument)
                .map(spot ->
                        moved(form, argument.substring(0, argument.lastIndexOf('[')), spot.index(), spot.index() + by))
                .orElse("");
    }

    private static String moved(ObjectNode form, String place, int from, int to) {
        if (!(FormTree.at(form, place) instanceof ArrayNode list)
                || Math.min(from, to) < 0
                || Math.max(from, to) >= list.size()) {
            return "";
        }
        list.insert(to, list.remove(from));
        return place + "[" + to + "]";
    }

    /** An area that was drawn on a rich message. */
    private static String drawn(ObjectNode form, Matcher area) {
        var place = area.group(1);
        if (!(FormTree.at(form, place) instanceof ObjectNode rich) || !FreeAreas.isFree(rich)) {
            return "";
        }
        var areas = FormTree.list(rich, "areas");
        if (areas.size() >= FreeAreas.MAX) {
            return "";
        }
        FreeAreas.put(areas.addObject(), number(area, 2), number(area, 3), number(area, 4), number(area, 5));
        return "%s.areas[%d]".formatted(place, areas.size() - 1);
    }

    private static void take(ObjectNode form, String field, String id) {
        var dot = field.lastIndexOf('.');
        if (dot > 0 && FormTree.at(form, field.substring(0, dot)) instanceof ObjectNode owner) {
            owner.put(field.substring(dot + 1), id);
        }
    }
}
