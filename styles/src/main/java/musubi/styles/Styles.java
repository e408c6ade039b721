package musubi.styles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Run by the connector's build, with Tabler on the class path. */
public final class Styles {

    private static final Pattern WORD = Pattern.compile("[A-Za-z_][\\w-]*");
    private static final Set<String> KINDS = Set.of("html", "js", "java");

    private Styles() {}

    /**
     * Writes the style sheet.
     *
     * @param arguments the style sheet's name on the class path, the file to write, and the folders with the pages and the
     *     code that sets their classes
     * @throws IOException when one of them cannot be read or written
     */
    public static void main(String... arguments) throws IOException {
        var file = Path.of(arguments[1]);
        var words = new HashSet<String>();
        for (var folder : List.of(arguments).subList(2, arguments.length)) {
            words.addAll(words(Path.of(folder)));
        }
        var styles = UsedStyles.of(resource(arguments[0]), words);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, styles);
    }

    private static String resource(String name) throws IOException {
        try (var stream = Styles.class.getClassLoader().getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("%s is not on the class path".formatted(name));
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> words(Path folder) throws IOException {
        var words = new HashSet<String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Styles::mayNameClasses).toList()) {
                WORD.matcher(Files.readString(file))
                        .results()
                        .map(MatchResult::group)
                        .forEach(words::add);
            }
        }
        return words;
    }

    private static boolean mayNameClasses(Path file) {
        var parts = file.getFileName().toString().split("\\.", -1);
        return Files.isRegularFile(file) && KINDS.contains(Arrays.asList(parts).getLast());
    }
}
