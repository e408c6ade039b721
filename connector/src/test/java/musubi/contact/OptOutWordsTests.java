package musubi.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts and buttons choose, and which are something else. */
class OptOutWordsTests {

    private static final OptOutWords WORDS =
            new OptOutWords(List.of("配信停止", "STOP", "ストップ", "Straße"), List.of("配信再開", "start"));

    @ParameterizedTest
    @ValueSource(strings = {"配信停止", " 配信停止\n", "\u3000配信停止\u3000", "stop", "Stop", "ＳＴＯＰ", "ｓｔｏｐ", "ｽﾄｯﾌﾟ", "STRASSE"})
    void theSameWordInAnotherFormStops(String text) {
        assertThat(WORDS.byText(text)).contains(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"配信再開", "START", "　ｓｔａｒｔ"})
    void otherWordsLetThemComeAgain(String text) {
        assertThat(WORDS.byText(text)).contains(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "配信停止してください", "配信 停止", "don't stop", "stop!", "配信停止。", "停止"})
    void aWordInAnotherTextIsNone(String text) {
        assertThat(WORDS.byText(text)).isEmpty();
    }

    @Test
    void aLongTextIsNone() {
        assertThat(WORDS.byText("stop" + " ".repeat(5_000))).isEmpty();
    }

    @Test
    void withoutWordsNoTextChooses() {
        var none = new OptOutWords(List.of(), List.of());
        assertThat(none.byText("")).isEmpty();
        assertThat(none.byText("配信停止")).isEmpty();
    }

    @Test
    void aWordOfBothKindsStops() {
        var both = new OptOutWords(List.of("stop"), List.of("ＳＴＯＰ", "start"));
        assertThat(both.ambiguous()).containsExactly("ＳＴＯＰ");
        assertThat(both.byText("stop")).contains(true);
        assertThat(WORDS.ambiguous()).isEmpty();
    }

    @Test
    void buttonsAreKnownByTheirDataAlone() {
        assertThat(OptOutWords.byData("musubi:opt-out")).contains(true);
        assertThat(OptOutWords.byData("musubi:opt-in")).contains(false);
        assertThat(OptOutWords.byData("MUSUBI:OPT-OUT")).isEmpty();
        assertThat(OptOutWords.byData("配信停止")).isEmpty();
        assertThat(OptOutWords.byData("")).isEmpty();
    }

    @Test
    void repeatsAndWhiteSpaceAroundWordsAreRemoved() {
        assertThat(new OptOutWords(List.of(" stop ", "STOP", "やめる"), List.of()).out())
                .containsExactly("stop", "やめる");
    }

    @Test
    void aWordIsVisibleAndShort() {
        assertThat(OptOutWords.isWord(" 配信停止 ")).isTrue();
        assertThat(OptOutWords.isWord("a".repeat(50))).isTrue();
        for (var none : List.of("", "\u3000", "\u200b", "a".repeat(51), "a\nb", "a\u0000b")) {
            assertThat(OptOutWords.isWord(none)).as(none).isFalse();
        }
    }
}
