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

    private static Set<String> keys() throws IOException {
        return bundles().values().stream()
                .flatMap(bundle -> bundle.stringPropertyNames().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
