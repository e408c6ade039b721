package musubi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;

/**
 * Musubi as {@code bin/musubi} has unpacked it, with the cache of loaded classes that its first run has recorded: it starts
 * with two thirds of the work.
 */
final class BuiltJar {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path JAR = TARGET.resolve("musubi-exec.jar");
    private static final Path UNPACKED = TARGET.resolve("run/unpacked");
    private static final Path CACHE = TARGET.resolve("run/musubi.aot");

    private BuiltJar() {}

    /** Whether it is there, of the classes as they are now. */
    static boolean isThere() {
        return Files.exists(CACHE)
                && Files.exists(UNPACKED)
                && Files.exists(JAR)
                && changed(UNPACKED).compareTo(changed(JAR)) > 0
                && changed(JAR).compareTo(newest(TARGET.resolve("classes"))) > 0;
    }

    /** The arguments of Java that start it; the cache fits only the collector and the headers of objects it was recorded with. */
    static List<String> arguments() {
        return List.of(
                "-XX:+UseCompactObjectHeaders",
                "-XX:AOTCache=" + CACHE,
                "-Xlog:aot*=off",
                "-jar",
                TARGET.resolve("run/musubi-exec.jar").toString());
    }

    private static FileTime newest(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(BuiltJar::changed)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
