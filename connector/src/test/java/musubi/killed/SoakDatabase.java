package musubi.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import musubi.system.postgres.EmbeddedPostgres;

/** A PostgreSQL for several nodes, on a disk of its own where this process may mount one, that is stopped hard and comes back. */
final class SoakDatabase implements AutoCloseable {

    private static final long MEBIBYTE = 1 << 20;

    private final Path directory;
    private final boolean hasOwnDisk;
    private final EmbeddedPostgres postgres;

    /**
     * Starts it.
     *
     * @param mebibytes of the disk; 0: no disk of its own
     */
    SoakDatabase(Path directory, int mebibytes) {
        this.directory = directory;
        this.hasOwnDisk = mebibytes > 0 && mounted(directory, mebibytes);
        this.postgres =
                EmbeddedPostgres.start(directory.resolve("data"), binaries(directory), Map.of("max_connections", "60"));
    }

    /** Whether its disk can be filled without harm to others. */
    boolean hasOwnDisk() {
        return hasOwnDisk;
    }

    private static Path binaries(Path directory) {
        try {
            return Files.createDirectories(directory.resolveSibling("programs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean mounted(Path directory, int mebibytes) {
        try {
            Files.createDirectories(directory);
            return run("mount", "-t", "tmpfs", "-o", "size=%dm".formatted(mebibytes), "tmpfs", directory.toString())
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(String... command) throws IOException {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The settings of a node that uses it. */
    List<String> settings() {
        return List.of(
                "--spring.datasource.url=" + postgres.url(),
                "--spring.datasource.username=" + postgres.username(),
                "--spring.datasource.password=" + postgres.password());
    }

    /** All files of the database. */
    Path files() {
        return directory.resolve("data");
    }

    /** SIGKILL of the server and of all its processes, as when the machine loses its power but for the disk; it starts again by itself. */
    void stopHard() {
        ProcessHandle.of(postgres.processId()).ifPresent(server -> {
            var all = server.descendants().toList();
            server.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        });
    }

    /** Nothing more can be written, not a byte, until {@link #free}. */
    void fill() {
        assertThat(hasOwnDisk).isTrue();
        try (var ballast = Files.newOutputStream(ballast())) {
            var some = new byte[(int) MEBIBYTE];
            while (true) {
                ballast.write(some);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }

    void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    @Override
    public void close() {
        postgres.close();
        if (hasOwnDisk) {
            try {
                run("umount", directory.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
