package musubi.message;

import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
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
     * @param limit of LINE
     */
    record Words(String field, LinkedText text, Limit limit, WhenBlank whenBlank) implements Part {}

    /**
     * How long a text may be. Labels of buttons and what stands on cards LINE counts as people do, all other texts in UTF-16 units.
     *
     * @param max so many are allowed
     * @param graphemes whether an emoji of many code points counts once
     * @see <a href="https://developers.line.biz/en/docs/messaging-api/text-character-count/">Character counting</a>
     */
    record Limit(int max, boolean graphemes) {

        static Limit units(int max) {
            return new Limit(max, false);
        }

        static Limit graphemes(int max) {
            return new Limit(max, true);
        }

        boolean allows(String text) {
            // there are never more graphemes than units
            return text.length() <= max || (graphemes && length(text) <= max);
        }

        int length(String text) {
            if (!graphemes) {
                return text.length();
            }
            var boundaries = BreakIterator.getCharacterInstance(Locale.ROOT);
            boundaries.setText(text);
            var length = 0;
            while (boundaries.next() != BreakIterator.DONE) {
                length++;
            }
            return length;
        }
    }

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
