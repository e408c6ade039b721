package musubi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation refers to exists: files, sections of files, classes. */
class DocumentationTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```");
    /** A class as docs/architecture.md names it: {@code sync/PortalWorker}, from the package {@code musubi} on. */
    private static final Pattern TYPE = Pattern.compile("`((?:[a-z]+/)+[A-Z]\\w+)`");

    @Test
    void eachLinkLeadsToAFileAndASectionThatExist() {
        assertThat(documents())
                .allSatisfy(document -> assertThat(links(document))
                        .as("links of %s", ROOT.relativize(document))
                        .allSatisfy(link -> assertThat(leadsSomewhere(document, link))
                                .as(link)
                                .isTrue()));
    }

    @Test
    void theDescriptionOfTheArchitectureNamesClassesThatExist() {
        var sources = ROOT.resolve("connector/src/main/java/musubi");
        assertThat(matches(TYPE, read(ROOT.resolve("docs/architecture.md"))))
                .isNotEmpty()
                .allSatisfy(type ->
                        assertThat(sources.resolve(type + ".java")).as(type).exists());
    }

    @Test
    void theThreatModelNamesClassesAndTestsThatExist() {
        assertThat(matches(TYPE, read(ROOT.resolve("docs/threat-model.md"))))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(List.of("main", "test"))
                        .as(type)
                        .anyMatch(set -> Files.exists(
                                ROOT.resolve("connector/src/%s/java/musubi/%s.java".formatted(set, type)))));
    }

    private static List<Path> documents() {
        return Stream.of("", "docs", "docs/adr", "sandbox", "hubspot-app")
                .map(ROOT::resolve)
                .flatMap(DocumentationTests::filesIn)
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
    }

    private static Stream<Path> filesIn(Path directory) {
        try (var files = Files.list(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> links(Path document) {
        return matches(LINK, withoutCode(read(document))).stream()
                .filter(link -> !link.contains(":"))
                .toList();
    }

    private static boolean leadsSomewhere(Path document, String link) {
        var parts = link.split("#", 2);
        var target = parts[0].isEmpty()
                ? document
                : document.resolveSibling(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    /** The names that GitHub gives to the headings of a file, and those that it has as {@code <a id="…">}. */
    private static Set<String> anchors(Path document) {
        var text = withoutCode(read(document));
        var anchors = new HashSet<>(matches(Pattern.compile("<a (?:id|name)=\"([^\"]+)\""), text));
        for (var heading : matches(HEADING, text)) {
            anchors.add(heading.toLowerCase(Locale.ROOT)
                    .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                    .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                    .replace(' ', '-'));
        }
        return anchors;
    }

    private static String withoutCode(String text) {
        return CODE_BLOCK.matcher(text).replaceAll("");
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toList());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
