package musubi.console.broadcasts.compose;

import java.util.Set;
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
        return Set.of("bubble", "reply", "more", "remove", "up", "down", "choose", "take", "refresh", "use")
                .contains(what);
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

    private String add(ObjectNode form) {
        var bubbles = FormTree.list(form, "bubbles");
        if (KINDS.contains(argument) && bubbles.size() < MessageForm.MAX_BUBBLES) {
            bubbles.addObject().put("type", argument);
        }
        return "bubbles[%d]".formatted(bubbles.size() - 1);
    }

    /** One more of the list at that place: an action, or a card with as many actions as the first. */
    private String more(ObjectNode form) {
        if (!(FormTree.at(form, argument) instanceof ArrayNode list) || list.size() >= MAX_CARDS) {
            return "";
        }
        var made = list.addObject();
        if (argument.endsWith(".cards")) {
            var actions = FormTree.list(made, "actions");
            list.get(0).path("actions").forEach(_ -> actions.addObject());
        }
        return "%s[%d]".formatted(argument, list.size() - 1);
    }

    private String moved(ObjectNode form, int by) {
        return FormTree.spot(form, argument)
                .filter(spot -> spot.index() + by >= 0
                        && spot.index() + by < spot.list().size())
                .map(spot -> {
                    spot.list().insert(spot.index() + by, spot.list().remove(spot.index()));
                    return argument.substring(0, argument.lastIndexOf('[')) + "[" + (spot.index() + by) + "]";
                })
                .orElse("");
    }

    private static void take(ObjectNode form, String field, String id) {
        var dot = field.lastIndexOf('.');
        if (dot > 0 && FormTree.at(form, field.substring(0, dot)) instanceof ObjectNode owner) {
            owner.put(field.substring(dot + 1), id);
        }
    }
}
