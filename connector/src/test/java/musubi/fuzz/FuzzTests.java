package musubi.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import musubi.testing.CountsBugs;
import musubi.testing.Seed;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way in with random inputs, and with each input that {@code bin/fuzz} has found something with
 * ({@code src/test/resources/fuzz}, a folder for each target).
 */
@CountsBugs
class FuzzTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private static final int INPUTS = Integer.getInteger("musubi.fuzz.inputs", 150);
    private static final int MAX_BYTES = 400;
    private static final Path FOUND = Path.of("src/test/resources/fuzz");

    @ParameterizedTest
    @EnumSource
    void noInputMeetsSomethingUnexpected(Target.Kind kind) throws IOException {
        var bugs = FuzzWorld.bugs();
        var target = kind.in(new FuzzWorld(WORLD));
        for (var file : found(kind)) {
            assertThatCode(() -> target.run(new Bits(Files.readAllBytes(file))))
                    .as("%s", file)
                    .doesNotThrowAnyException();
        }
        var random = Seed.random("fuzz " + kind);
        for (var i = 0; i < INPUTS; i++) {
            var input = new byte[random.nextInt(MAX_BYTES)];
            random.nextBytes(input);
            assertThatCode(() -> target.run(new Bits(input)))
                    .as("seed %d, input %d", Seed.VALUE, i)
                    .doesNotThrowAnyException();
        }
        assertThat(FuzzWorld.bugs()).as("bugs in the background").isEqualTo(bugs);
    }

    private static List<Path> found(Target.Kind kind) throws IOException {
        var folder = FOUND.resolve(kind.name().toLowerCase(Locale.ROOT));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
