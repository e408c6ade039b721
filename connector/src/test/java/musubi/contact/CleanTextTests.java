package musubi.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One odd value costs itself at the most, never the contact. */
class CleanTextTests {

    private static final String[] ODD = {
        "\0",
        "\ud83d",
        "\ude00",
        "\ud83d\ude00",
        "\u200b",
        "\ufeff",
        "\u3000",
        "\u3164",
        "\u2800",
        "\ufe0f",
        "\u202e",
        "a",
        "花",
        " ",
        "\t",
        "\n",
        "\u0007",
        "e\u0301",
        "\udbff\udfff",
        "\uffff",
        "\u200d",
        "\ud83d\ud83d"
    };

    @Test
    void whateverComesInWhatGoesOutCanBeWritten() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            for (var part = random.nextInt(12); part > 0; part--) {
                text.append(random.nextInt(4) == 0 ? (char) random.nextInt(0x10000) : ODD[random.nextInt(ODD.length)]);
            }
            CleanText.of(text.toString()).ifPresent(clean -> {
                assertThat(clean).as("seed %d", seed).isNotBlank().doesNotContain("\0");
                assertThat(new String(clean.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                        .as("seed %d", seed)
                        .isEqualTo(clean);
                assertThat(CleanText.of(clean)).as("seed %d", seed).contains(clean);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u3000\u3000",
                "\u200b\u200d",
                "\u0000",
                "\u0007\t\n",
                "\ud83d",
                "\ufeff",
                "\u3164",
                "\u2800",
                "\u202e\u202c",
                "\ufe0f",
                "\u034f",
                "\u115f\u1160",
                // the first and the last of the surrogates, alone
                "\ud800",
                "\udfff",
                // the first and the last of each block of variation selectors
                "\ufe00",
                "\u180b",
                "\u180f",
                "\udb40\udd00",
                "\udb40\uddef"
            })
    void whatShowsNothingIsNone(String text) {
        assertThat(CleanText.of(text)).isEmpty();
    }

    @Test
    void whatCanBeSeenStaysAsItIs() {
        for (var text : new String[] {
            "さくら", "👨‍👩‍👧", "  x ", "e\u0301", "☕️", "a\nb", "👍🏽", "ﷺ", "\ufe10", "\u180a", "\u1810"
        }) {
            assertThat(CleanText.of(text)).contains(text);
        }
        assertThat(CleanText.of("a\0b\ud83dc")).contains("abc");
    }

    @Test
    void aLongTextIsCutBetweenTwoCharacters() {
        assertThat(CleanText.of("x".repeat(70_000)).orElseThrow()).hasSize(CleanText.MAX_LENGTH);
        var pairs = "x" + "\ud83d\ude00".repeat(40_000);
        assertThat(CleanText.of(pairs).orElseThrow())
                .hasSize(CleanText.MAX_LENGTH - 1)
                .endsWith("\ud83d\ude00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://profile.line-scdn.net/a",
                "javascript:alert(1)",
                "https:/x",
                "https://",
                "data:image/png;base64,AA",
                "",
                "//example.com/a",
                "https://exa mple.com/",
                "https://user:pw@example.com/",
                "ftp://example.com/a",
                "not an address"
            })
    void aPictureThatIsNoHttpsAddressIsNone(String url) {
        assertThat(CleanText.httpsUrl(url)).isEmpty();
    }

    @Test
    void aPictureOverHttpsStays() {
        assertThat(CleanText.httpsUrl("HTTPS://profile.line-scdn.net/0h_a-b%20"))
                .isPresent();
    }

    @Test
    void anAddressOfAPictureHasAtMost2048Characters() {
        var start = "https://example.com/";
        var longest = start + "x".repeat(2_048 - start.length());
        assertThat(CleanText.httpsUrl(longest)).contains(longest);
        assertThat(CleanText.httpsUrl(longest + "x")).isEmpty();
    }
}
