package musubi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files that a person reads in one go and packages that a person can keep in mind, in every module, tests included. */
class StructureTests {

    private static final int MAX_LINES = 300;
    private static final int MAX_FILES = 25;

    @Test
    void noFileIsLongerThanThreeHundredLines() {
        var tooLong = new TreeMap<Path, Long>();
        for (var file : sources().toList()) {
            var lines = lines(file);
            if (lines > MAX_LINES) {
                tooLong.put(file, lines);
            }
        }
        assertThat(tooLong).as("files of more than %d lines", MAX_LINES).isEmpty();
    }

    @Test
    void noPackageHoldsMoreThanTwentyFiveFiles() {
        var tooFull = sources().collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
        tooFull.values().removeIf(files -> files <= MAX_FILES);
        assertThat(tooFull)
                .as("packages of more than %d files, package-info.java included", MAX_FILES)
                .isEmpty();
    }

    /** A second one, of the tests, would hide from Spring Modulith what the first one declares. */
    @Test
    void noPackageIsDescribedTwice() {
        assertThat(sources()
                        .filter(file -> file.endsWith("package-info.java"))
                        .filter(file -> file.toString().contains("/src/test/"))
                        .map(file -> Path.of(file.toString().replace("/src/test/", "/src/main/"))))
                .as("package-info.java in a module's tests and in its main sources: delete that of the tests")
                .noneMatch(Files::exists);
    }

    /** All Java sources of the repository. */
    private static Stream<Path> sources() {
        return Stream.of("bench", "connector", "sandbox", "styles")
                .map(module -> Path.of("..", module, "src"))
                .flatMap(StructureTests::filesBelow)
                .filter(file -> file.toString().endsWith(".java"));
    }

    private static Stream<Path> filesBelow(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
