package musubi.system.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * A server that outlived its Musubi, which was killed. It is known by the process id in its {@code postmaster.pid} and
 * by the process's own command line naming our files: an id alone may by now be anybody's.
 */
final class LeftoverServer {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path files;

    LeftoverServer(Path files) {
        this.files = files;
    }

    /**
     * Stops it, or removes what only looks like it: PostgreSQL does not start while the process id in the file lives,
     * whosever it is. Its own check of the shared memory still refuses a second server on the same files.
     *
     * @return whether there was one
     */
    boolean stop() {
        var processId = processId();
        if (processId.isEmpty()) {
            return false;
        }
        var ours = runsOnOurFiles(processId.getAsLong());
        if (ours && !ended(processId.getAsLong(), Signal.FAST) && !ended(processId.getAsLong(), Signal.IMMEDIATE)) {
            ended(processId.getAsLong(), Signal.KILL);
        }
        try {
            Files.deleteIfExists(files.resolve("postmaster.pid"));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
        return ours;
    }

    private OptionalLong processId() {
        try {
            var lines = Files.readAllLines(files.resolve("postmaster.pid"));
            return lines.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(lines.getFirst().strip()));
        } catch (IOException | NumberFormatException none) {
            return OptionalLong.empty();
        }
    }

    private boolean ended(long processId, Signal signal) {
        signal.send(processId);
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (runsOnOurFiles(processId)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Pause.aMoment();
        }
        return true;
    }

    /** Also false for a zombie, whose command line is empty. */
    private boolean runsOnOurFiles(long processId) {
        try {
            var commandLine = Files.readString(Path.of("/proc/" + processId + "/cmdline"), StandardCharsets.UTF_8);
            var words = List.of(commandLine.split("\0"));
            var option = words.indexOf("-D");
            return option > 0
                    && words.getFirst().endsWith("/postgres")
                    && option + 1 < words.size()
                    && words.get(option + 1).equals(files.toString());
        } catch (IOException gone) {
            return false;
        }
    }
}
