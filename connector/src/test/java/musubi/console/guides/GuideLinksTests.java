package musubi.console.guides;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import musubi.user.Language;
import org.junit.jupiter.api.Test;

/** The guides as they are: each is shown, and each link of theirs leads somewhere. */
class GuideLinksTests {

    private static final Path DOCS = Path.of("../docs");
    private static final Pattern HREF = Pattern.compile("href=\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("id=\"([^\"]+)\"");

    private final Guides guides = new Guides();

    private static List<String> all(Pattern pattern, String html) {
        return pattern.matcher(html)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .map(name -> name.replace(".md", ""))
                    .toList();
        }
    }

    private Stream<Guide> written() {
        return Stream.of(Language.values()).flatMap(language -> guides.all(language).stream());
    }

    @Test
    void eachFileIsShownInItsLanguage() throws IOException {
        assertThat(guides.all(Language.EN))
                .allMatch(guide -> guide.language() == Language.EN)
                .extracting(Guide::name)
                .containsExactlyInAnyOrderElementsOf(names(DOCS));
        assertThat(guides.all(Language.JA))
                .filteredOn(guide -> guide.language() == Language.JA)
                .extracting(Guide::name)
                .containsExactlyInAnyOrderElementsOf(names(DOCS.resolve("ja")));
    }

    @Test
    void eachHasATitleAndAnchorsOfItsOwn() {
        assertThat(written()).allSatisfy(guide -> {
            assertThat(guide.title()).isNotBlank();
            assertThat(all(ID, guide.html()))
                    .as("ids of %s", guide.name())
                    .doesNotHaveDuplicates()
                    .containsAll(
                            guide.sections().stream().map(Guide.Section::anchor).toList());
        });
    }

    @Test
    void eachLinkLeadsToAPlaceThatIsThere() {
        assertThat(written())
                .allSatisfy(guide -> assertThat(all(HREF, guide.html()))
                        .as("links of %s in %s", guide.name(), guide.language())
                        .allMatch(link -> leadsSomewhere(guide, link)));
    }

    private boolean leadsSomewhere(Guide guide, String link) {
        if (link.startsWith("https://") || link.equals("../guides")) {
            return true;
        }
        var uri = URI.create(link);
        var language = link.contains("?in=en") ? Language.EN : guide.language();
        var target = uri.getPath().isEmpty()
                ? guide
                : guides.find(uri.getPath().replace("./", ""), language).orElse(null);
        return target != null
                && (uri.getFragment() == null || all(ID, target.html()).contains(uri.getFragment()));
    }

    @Test
    void noOtherNameIsLookedFor() {
        assertThat(Stream.of("../application", "ja/connect", "", ".", "CONNECT", "connect.md"))
                .allMatch(name -> guides.find(name, Language.JA).isEmpty());
    }
}
