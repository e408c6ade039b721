package musubi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Japanese guides keep up with the English ones. A Japanese heading names the English ones that it stands for in a comment. */
class GuidesTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern HEADING = Pattern.compile("(?m)^##+ (.+)$");
    private static final Pattern STANDS_FOR = Pattern.compile("<!-- en: (.+?) -->");
    private static final Pattern SETTING =
            Pattern.compile("`((?:musubi|server|spring)\\.[a-z0-9.-]+|MUSUBI_JAVA_OPTIONS)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    private static String text(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "README.md, README.ja.md",
        "docs/connect.md, docs/ja/connect.md",
        "docs/import.md, docs/ja/import.md",
        "docs/link.md, docs/ja/link.md",
        "docs/send-a-message.md, docs/ja/send-a-message.md",
        "docs/measure.md, docs/ja/measure.md",
        "docs/failures.md, docs/ja/failures.md",
        "docs/operate.md, docs/ja/operate.md"
    })
    void eachEnglishHeadingHasItsPlace(String english, String japanese) throws IOException {
        assertThat(all(STANDS_FOR, text(japanese)))
                .as("headings of %s, named in %s", english, japanese)
                .containsExactlyInAnyOrderElementsOf(all(HEADING, text(english)));
    }

    @Test
    void eachSettingIsExplainedAndNoOther() throws IOException {
        // only the first of a row: others of it are written as their last parts
        var settings = text("docs/settings.md")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> all(SETTING, line.substring(0, line.indexOf('|', 1))).stream())
                .collect(Collectors.toSet());
        var explained = text("docs/ja/operate.md")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> all(SETTING, line.substring(0, line.indexOf('|', 1))).stream())
                .collect(Collectors.toSet());
        assertThat(settings).hasSizeGreaterThan(30);
        assertThat(explained).isEqualTo(settings);
    }

    @ParameterizedTest
    @CsvSource({
        "README.ja.md",
        "docs/ja/connect.md",
        "docs/ja/import.md",
        "docs/ja/link.md",
        "docs/ja/send-a-message.md",
        "docs/ja/measure.md",
        "docs/ja/failures.md",
        "docs/ja/operate.md"
    })
    void eachLinkLeadsToAFile(String guide) throws IOException {
        var file = ROOT.resolve(guide);
        assertThat(all(LINK, text(guide)))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
    }
}
