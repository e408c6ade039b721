package musubi.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import musubi.testing.CompiledClass;
import org.junit.jupiter.api.Test;

/** Each text is there in both languages, and each is used. */
class MessagesTests {

    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final List<CompiledClass> CLASSES = CompiledClass.in("musubi");

    private static final Pattern USED = Pattern.compile("#\\{([A-Za-z0-9_.-]+)[}(]");
    /** The beginning of a key that is put together. */
    private static final Pattern BEGUN = Pattern.compile("[a-zA-Z]+\\.(?:[A-Za-z_-]+\\.)*");

    private static final Pattern WHOLE = Pattern.compile("[a-zA-Z]+(?:\\.[A-Za-z0-9_-]+)+");
    private static final Pattern VALUE = Pattern.compile("\\{(\\d)");

    private static final String NOUNS = String.join(
            "|",
            "accounts",
            "characters",
            "contacts",
            "days",
            "devices",
            "events",
            "failures",
            "friends",
            "hours",
            "lines",
            "links",
            "lists",
            "messages",
            "minutes",
            "seconds",
            "times",
            "users",
            "weeks");

    /** A number with its noun; not what is a limit ("up to {0} characters"), which is never one. */
    private static final String COUNT =
            "(?<!up to |at most |1 to |2 to |by )\\{\\d(?:,number[^}]*)?} (?:\\p{Lower}+ )?(?:people|%s)\\b"
                    .formatted(NOUNS);

    private static final String CHOICE = "\\{\\d,choice,(?:[^{}]|\\{\\d})*}";

    /** Numbers that are limits, or have another text for one. */
    private static final Set<String> NEVER_ONE = Set.of(
            "broadcast.problem.TITLE_TOO_LONG.detail",
            "friends.total.atLeast",
            "message.problem.TOO_MANY.detail",
            "rest.invalid.length");

    private static Map<String, Properties> bundles() throws IOException {
        var bundles = new TreeMap<String, Properties>();
        try (var files = Files.list(MESSAGES)) {
            for (var file : files.toList()) {
                var properties = new Properties();
                try (var reader = Files.newBufferedReader(file)) {
                    properties.load(reader);
                }
                bundles.put(file.getFileName().toString().replace(".properties", ""), properties);
            }
        }
        return bundles;
    }

    private static Set<String> found(Path root, Pattern pattern) throws IOException {
        try (var files = Files.walk(root)) {
            var found = new TreeSet<String>();
            for (var file : files.filter(Files::isRegularFile).toList()) {
                pattern.matcher(Files.readString(file)).results().forEach(match -> found.add(match.group(1)));
            }
            return found;
        }
    }

    /** Of templates, in quotes. */
    private static Set<String> quoted(Pattern pattern) throws IOException {
        return found(TEMPLATES, Pattern.compile("['\"](" + pattern.pattern() + ")['\"]"));
    }

    private static Set<String> constants(Pattern pattern) {
        return CompiledClass.strings(CLASSES).stream()
                .filter(text -> pattern.matcher(text).matches())
                .collect(Collectors.toSet());
    }

    /** What pages say after an action, and the titles in the navigation. */
    private static Set<String> said() {
        return CLASSES.stream()
                .flatMap(each -> each.calls().stream())
                .filter(call -> !call.strings().isEmpty())
                .filter(call -> call.member().endsWith(".navigation")
                        || (call.member().endsWith(".addFlashAttribute")
                                && call.strings().size() > 1
                                && Set.of("did", "failed")
                                        .contains(call.strings()
                                                .get(call.strings().size() - 2))))
                .map(call -> call.strings().getLast())
                .filter(text -> !text.endsWith(".") && !text.contains("\u0001"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachTextIsThereInBothLanguagesWithTheSameValues() throws IOException {
        var bundles = bundles();
        var japanese =
                bundles.keySet().stream().filter(name -> !name.endsWith("_en")).toList();
        assertThat(japanese).isNotEmpty();
        for (var name : japanese) {
            var base = bundles.getOrDefault(name, new Properties());
            var english = bundles.getOrDefault(name + "_en", new Properties());
            assertThat(english.stringPropertyNames()).as(name).isEqualTo(base.stringPropertyNames());
            // friends' pages leave out of one language what goes without saying there
            if (name.equals("link")) {
                continue;
            }
            for (var key : base.stringPropertyNames()) {
                assertThat(values(english.getProperty(key))).as(key).isEqualTo(values(base.getProperty(key)));
            }
        }
    }

    private static Set<String> values(String text) {
        return VALUE.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachTextThatIsAskedForIsThere() throws IOException {
        assertThat(said()).hasSizeGreaterThan(10);
        assertThat(keys())
                .containsAll(found(TEMPLATES, USED))
                .containsAll(said())
                .containsAll(BuiltKeys.all().keys());
    }

    @Test
    void eachTextIsUsed() throws IOException {
        var used = found(TEMPLATES, USED);
        used.addAll(quoted(WHOLE));
        used.addAll(constants(WHOLE));
        used.addAll(BuiltKeys.all().keys());
        assertThat(keys()).isSubsetOf(used);
    }

    @Test
    void whatKeysArePutTogetherFromIsKnown() throws IOException {
        var keys = keys();
        var begun = quoted(BEGUN);
        begun.addAll(constants(BEGUN));
        begun.removeIf(beginning -> keys.stream().noneMatch(key -> key.startsWith(beginning)));
        assertThat(begun).isNotEmpty().isSubsetOf(BuiltKeys.all().beginnings());
    }

    /** English numbers of things: one of them is no plural. Texts say it by {@code choice}, or without a noun behind the number. */
    @Test
    void nothingIsOneOfSeveral() throws IOException {
        for (var bundle : bundles().entrySet()) {
            if (!bundle.getKey().endsWith("_en")) {
                continue;
            }
            var texts = bundle.getValue();
            for (var key : texts.stringPropertyNames()) {
                var counts = Pattern.compile(COUNT)
                        .matcher(texts.getProperty(key).replaceAll(CHOICE, ""))
                        .results()
                        .map(MatchResult::group)
                        .toList();
                assertThat(NEVER_ONE.contains(key) ? List.of() : counts)
                        .as("%s of %s: %s", key, bundle.getKey(), texts.getProperty(key))
                        .isEmpty();
            }
        }
    }

    private static Set<String> keys() throws IOException {
        return bundles().values().stream()
                .flatMap(bundle -> bundle.stringPropertyNames().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
