package musubi.console.broadcasts.compose;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import musubi.broadcast.BroadcastContent;
import musubi.broadcast.winner.WinnerRule;
import musubi.broadcast.winner.WinnerRule.By;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The variants of a message in its form: {@code variants[n]} has {@code name} and {@code percent}, and {@code message} where it is not the
 * one that is shown: the fields of its form as JSON, as they were entered. Those of the shown one stand in the form itself; {@code variant}
 * is its number. {@code winner} says who chooses what the remainder gets, {@code winnerAfter} when.
 */
final class Variants {

    private static final String LIST = "variants";
    private static final String SHOWN = "variant";
    private static final String MESSAGE = "message";
    private static final String WINNER = "winner";
    private static final String AFTER = "winnerAfter";
    private static final int WHOLE = 100;
    private static final JsonMapper JSON = JsonMapper.shared();

    private Variants() {}

    static List<ObjectNode> of(ObjectNode form) {
        return form.path(LIST).valueStream().map(ObjectNode.class::cast).toList();
    }

    /** The number of the one that is shown; 0 where there are none. */
    static int shown(ObjectNode form) {
        var said = form.path(SHOWN).asString("");
        var number = said.matches("\\d") ? Integer.parseInt(said) : 0;
        return Math.max(0, Math.min(number, form.path(LIST).size() - 1));
    }

    /** The fields of the message of that variant. */
    static ObjectNode message(ObjectNode form, int number) {
        return number == shown(form)
                ? shownMessage(form)
                : read(of(form).get(number).path(MESSAGE).asString(""));
    }

    private static ObjectNode shownMessage(ObjectNode form) {
        var message = JsonNodeFactory.instance.objectNode();
        MessageForm.FIELDS.stream().filter(form::has).forEach(name -> message.set(name, form.get(name)));
        return message;
    }

    /** As browsers send it: anything, of which only fields are taken. */
    private static ObjectNode read(String written) {
        try {
            return FormTree.of(FormTree.fields(JSON.readTree(written)));
        } catch (JacksonException none) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    /** Puts variants into a form that has none. */
    static void put(ObjectNode form, String name, int percent, JsonNode message) {
        FormTree.list(form, LIST)
                .addObject()
                .put("name", name)
                .put("percent", String.valueOf(percent))
                .put(MESSAGE, JSON.writeValueAsString(message));
    }

    /** Shows another one; what is in the form is kept. */
    static void show(ObjectNode form, int number) {
        if (number >= 0 && number < of(form).size()) {
            keep(form);
            take(form, number);
        }
    }

    private static void keep(ObjectNode form) {
        var variants = of(form);
        if (!variants.isEmpty()) {
            variants.get(shown(form)).put(MESSAGE, JSON.writeValueAsString(shownMessage(form)));
        }
    }

    /** Takes the message of a variant into the form itself. */
    static void take(ObjectNode form, int number) {
        var variant = of(form).get(number);
        var message = read(variant.path(MESSAGE).asString(""));
        variant.remove(MESSAGE);
        form.remove(MessageForm.FIELDS);
        form.setAll(message);
        form.put(SHOWN, String.valueOf(number));
    }

    /** One more, with the message that is shown; the first makes two. All have the same share then. */
    static void add(ObjectNode form) {
        var variants = FormTree.list(form, LIST);
        if (variants.isEmpty()) {
            variants.addObject().put("name", "A");
            form.put(SHOWN, "0");
        }
        if (variants.size() < BroadcastContent.MAX_VARIANTS) {
            keep(form);
            var made = variants.addObject().put("name", unused(variants));
            made.put(MESSAGE, variants.get(shown(form)).path(MESSAGE).asString(""));
            take(form, variants.size() - 1);
            divide(variants);
        }
    }

    private static String unused(ArrayNode variants) {
        var names = variants.valueStream()
                .map(variant -> variant.path("name").asString(""))
                .toList();
        return List.of("A", "B", "C", "D").stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .orElse("");
    }

    /** One less; the last but one takes all, and is no variant any more. */
    static void remove(ObjectNode form, int number) {
        var variants = FormTree.list(form, LIST);
        if (number < 0 || number >= variants.size()) {
            return;
        }
        if (variants.size() == 1) {
            form.remove(List.of(LIST, SHOWN));
            return;
        }
        keep(form);
        var shown = shown(form);
        variants.remove(number);
        take(form, Math.max(0, shown >= number && shown > 0 ? shown - 1 : shown));
        divide(variants);
        if (variants.size() == 1) {
            form.remove(List.of(LIST, SHOWN));
        }
    }

    private static void divide(ArrayNode variants) {
        var count = variants.size();
        for (var i = 0; i < count; i++) {
            ((ObjectNode) variants.get(i)).put("percent", String.valueOf(100 / count + (i < 100 % count ? 1 : 0)));
        }
    }

    /** The percent that was entered; 0 where it is none. */
    static int percent(ObjectNode variant) {
        var said = variant.path("percent").asString("").strip();
        return said.matches("\\d{1,3}") ? Integer.parseInt(said) : 0;
    }

    /** All shares together. */
    static int sum(ObjectNode form) {
        return of(form).stream().mapToInt(Variants::percent).sum();
    }

    /** How the remainder gets the best of them, as it was entered; empty: everybody gets one of them. */
    static Optional<WinnerRule> winner(ObjectNode form) {
        return Arrays.stream(By.values())
                .filter(by -> by.name().equals(form.path(WINNER).asString("")))
                .findFirst()
                .map(by -> new WinnerRule(
                        by,
                        by == By.CLICK_RATE ? Optional.of(after(form.path(AFTER).asString(""))) : Optional.empty()));
    }

    /** What is none is too short. */
    private static Duration after(String entered) {
        try {
            return Duration.parse(entered);
        } catch (DateTimeParseException none) {
            return Duration.ZERO;
        }
    }

    static void put(ObjectNode form, WinnerRule winner) {
        form.put(WINNER, winner.by().name());
        winner.after().ifPresent(after -> form.put(AFTER, after.toString()));
    }

    /** Whether each has a share, and together they leave somebody for the winner where there is one, or else nobody. */
    static boolean shareRight(ObjectNode form) {
        var sum = sum(form);
        return of(form).stream().allMatch(variant -> percent(variant) > 0)
                && (winner(form).isPresent() ? sum < WHOLE : sum == WHOLE);
    }

    /** Too many are none of ours. */
    static void complete(ObjectNode form) {
        if (form.has(LIST)) {
            var variants = FormTree.list(form, LIST);
            IntStream.range(BroadcastContent.MAX_VARIANTS, variants.size())
                    .forEach(_ -> variants.remove(BroadcastContent.MAX_VARIANTS));
        }
    }
}
