package musubi.content;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import musubi.connection.Language;
import musubi.message.PropertyValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What HubSpot has about a person, as a message prints it. */
class ContactValuesTests {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private static PropertyValue value(Language language, String type, String value) {
        var property = new KnownProperty("p", "P", type, Map.of("gold", "ゴールド", "blue", "青", "old", ""));
        return requireNonNull(new ContactValues(Map.of("p", property), TOKYO, language)
                .of(Map.of("p", value))
                .get("p"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            string      | 山田                     | 山田                | 山田
            enumeration | gold                     | ゴールド            | ゴールド
            enumeration | gold;blue                | ゴールド、青        | ゴールド, 青
            enumeration | old                      | old                 | old
            enumeration | gone                     | gone                | gone
            bool        | true                     | はい                | Yes
            bool        | false                    | いいえ              | No
            number      | 1500                     | 1500                | 1500
            date        | 2026-11-24               | 2026年11月24日      | November 24, 2026
            date        | 1795478400000            | 2026年11月24日      | November 24, 2026
            datetime    | 2026-11-24T15:30:00Z     | 2026年11月25日 0:30 | November 25, 2026, 12:30 AM
            datetime    | 2026-11-24T15:30:00.123Z | 2026年11月25日 0:30 | November 25, 2026, 12:30 AM
            datetime    | soon                     | soon                | soon
            number      | many                     | many                | many
            """)
    void isPrintedAsPeopleReadIt(String type, String value, String japanese, String english) {
        assertThat(value(Language.JA, type, value).label()).isEqualTo(japanese);
        assertThat(value(Language.EN, type, value).label().replace('\u202f', ' '))
                .isEqualTo(english);
    }

    @Test
    void isComparedAsWhatItIs() {
        assertThat(value(Language.JA, "enumeration", "gold").internal()).isEqualTo("gold");
        assertThat(value(Language.JA, "bool", "false").internal()).isEqualTo(false);
        assertThat(value(Language.JA, "number", "1500.0").internal()).isEqualTo(1500L);
        assertThat(value(Language.JA, "datetime", "2026-11-24T15:30:00Z").internal())
                .isEqualTo(ZonedDateTime.of(2026, 11, 25, 0, 30, 0, 0, TOKYO));
    }

    @Test
    void blankIsNoValue() {
        assertThat(new ContactValues(Map.of(), TOKYO, Language.JA).of(Map.of("p", " ", "q", "1")))
                .containsOnlyKeys("q");
    }
}
