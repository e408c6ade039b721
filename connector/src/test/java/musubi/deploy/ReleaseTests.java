package musubi.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/release} refuses before it builds anything, in a repository of its own. */
class ReleaseTests {

    @TempDir
    private Path repository = Path.of("");

    private record Ended(int status, String said) {}

    private Ended run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(repository.toFile()).redirectErrorStream(true);
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_CONFIG_SYSTEM", "/dev/null");
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git", "-c", "user.name=A", "-c", "user.email=a@example.com"));
        command.addAll(List.of(arguments));
        var ended = run(command.toArray(String[]::new));
        assertThat(ended.status()).as(ended.said()).isZero();
    }

    private void refused(String because, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("bin/release"));
        command.addAll(List.of(arguments));
        var ended = run(command.toArray(String[]::new));
        assertThat(ended.status()).as(ended.said()).isEqualTo(1);
        assertThat(ended.said()).contains(because);
        assertThat(repository.resolve("target/release")).doesNotExist();
    }

    @BeforeEach
    void aRepository() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "git is not installed");
        Files.createDirectory(repository.resolve("bin"));
        for (var file : List.of("bin/release", "bin/.common")) {
            Files.copy(Path.of("..").resolve(file), repository.resolve(file));
        }
        Files.writeString(
                repository.resolve("CHANGELOG.md"),
                "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- Something.\n\n## [1.0.0] - 2026-01-01\n\n- All.\n");
        git("init", "-q");
        git("add", ".");
        git("commit", "-q", "-m", "All");
    }

    @Test
    void aVersionIsThreeNumbers() throws IOException, InterruptedException {
        for (var version : List.of("1.2", "v1.2.3", "1.2.3-SNAPSHOT", "1.2.3\n")) {
            refused("Which version?", version);
        }
        refused("Which version?");
        refused("Unknown option --now", "1.2.3", "--now");
    }

    @Test
    void whatIsNotCommittedIsNotReleased() throws IOException, InterruptedException {
        Files.writeString(repository.resolve("new.txt"), "new");
        refused("not committed", "1.2.3", "--for-real");
    }

    @Test
    void aVersionIsReleasedOnce() throws IOException, InterruptedException {
        git("tag", "v1.2.3");
        refused("There is a v1.2.3 already", "1.2.3");
    }

    @Test
    void withoutALineInTheChangelogThereIsNothingToRelease() throws IOException, InterruptedException {
        var file = repository.resolve("CHANGELOG.md");
        Files.writeString(file, Files.readString(file).replace("- Something.\n", ""));
        git("commit", "-q", "-a", "-m", "Nothing new");
        refused("nothing under [Unreleased]", "1.2.3");
    }

    @Test
    void aKeyThatIsNotThereSignsNothing() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gpg")), "gpg is not installed");
        refused("gpg has no secret key nobody@example.invalid", "1.2.3", "--sign", "nobody@example.invalid");
    }
}
