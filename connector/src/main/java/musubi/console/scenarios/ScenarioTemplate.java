package musubi.console.scenarios;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;

/** What a new scenario begins with. Its sentences are in the message bundle: {@code scenarios.begin.<template>.<number>}. */
@SuppressWarnings("ImmutableEnumChecker") // maps and lists that cannot be changed
enum ScenarioTemplate {
    /** Three messages for a new friend. */
    GREETING(
            Map.of("trigger", "FOLLOW", "replied", "YES"),
            List.of(Rest.none(), Rest.days(1, "19:00"), Rest.days(3, "19:00"))),
    /** On the day of a birthday, and a few days before it. */
    BIRTHDAY(
            Map.of(
                    "trigger",
                    "PROPERTY",
                    "days",
                    "-3",
                    "time",
                    "10:00",
                    "yearly",
                    "YEARLY",
                    "reentry",
                    "AFTER_DAYS",
                    "after",
                    "300"),
            List.of(Rest.none(), Rest.days(3, "10:00"))),
    /** Who asked for documents. */
    DOCUMENTS(
            Map.of("trigger", "LIST", "replied", "YES"),
            List.of(Rest.none(), Rest.days(2, "12:00"), Rest.days(5, "12:00"))),
    /** Who left a cart behind. */
    CART(
            Map.of("trigger", "LIST", "reentry", "AFTER_DAYS", "after", "14", "clicked", "YES"),
            List.of(Rest.hours(1), Rest.days(1, "20:00"))),
    /** One message, and nobody gets it by itself. */
    EMPTY(Map.of("trigger", "MANUAL"), List.of(Rest.none()));

    /** The wait of a step, as fields of the form. */
    private record Rest(Map<String, String> fields) {

        static Rest none() {
            return new Rest(Map.of("wait", "NONE"));
        }

        static Rest hours(int amount) {
            return new Rest(Map.of("wait", "FOR", "amount", Integer.toString(amount), "unit", "HOURS"));
        }

        static Rest days(int days, String time) {
            return new Rest(Map.of("wait", "UNTIL", "days", Integer.toString(days), "time", time));
        }
    }

    private final Map<String, String> fields;
    private final List<Rest> messages;

    ScenarioTemplate(Map<String, String> fields, List<Rest> messages) {
        this.fields = fields;
        this.messages = messages;
    }

    /** @param locale of the messages: the friends' */
    ScenarioForm form(MessageSource texts, Locale locale) {
        var all = new HashMap<>(fields);
        all.put("name", this == EMPTY ? "" : texts.getMessage("scenarios.begin." + this, null, locale));
        var steps = new ArrayList<FormStep>();
        for (var i = 0; i < messages.size(); i++) {
            var step = new HashMap<>(messages.get(i).fields());
            step.put("kind", "MESSAGE");
            step.put(
                    "text",
                    this == EMPTY
                            ? ""
                            : texts.getMessage("scenarios.begin.%s.%d".formatted(this, i + 1), null, locale));
            steps.add(FormStep.of("s" + (i + 1), step));
        }
        return new ScenarioForm(all, steps);
    }
}
