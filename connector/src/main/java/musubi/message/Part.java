package musubi.message;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A piece of LINE's JSON before a person's values are filled in. */
sealed interface Part {

    /** The same for everybody. */
    record Fixed(JsonNode value) implements Part {}

    /** What happens where a text is blank once it is rendered. */
    enum WhenBlank {
        /** Its field is left out. */
        DROP_FIELD,
        /** LINE would refuse all of it: this person gets nothing. */
        SKIP_PERSON
    }

    /**
     * Rendered for each person.
     *
     * @param max UTF-16 units that LINE takes
     */
    record Words(String field, LinkedText text, int max, WhenBlank whenBlank) implements Part {}

    /** A text bubble, which is dropped where its text is blank. Emoji stand at their marks in the text. */
    record TextBubble(Words words, List<Bubble.Emoji> emojis) implements Part {

        /** Stands in the text for the first emoji, the character after it for the second, … */
        static final char MARK = '\uF800';
    }

    /**
     * An address that is tapped.
     *
     * @param link its number
     */
    record Address(String field, Link link, int max) implements Part {}

    record Fields(Map<String, Part> parts) implements Part {}

    record Items(List<Part> parts) implements Part {}

    /** Whether any of it differs from person to person by its values; links do not count. */
    default boolean isPersonal() {
        return switch (this) {
            case Fixed _ -> false;
            case Words words -> words.text().isPersonal();
            case TextBubble text -> text.words().isPersonal();
            case Address address -> address.link().isPersonal();
            case Fields fields -> fields.parts().values().stream().anyMatch(Part::isPersonal);
            case Items items -> items.parts().stream().anyMatch(Part::isPersonal);
        };
    }
}
