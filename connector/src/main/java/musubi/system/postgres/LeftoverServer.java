package musubi.system.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * A server that outlived its Musubi, which was killed. It is identified by the process id in {@code postmaster.pid} and by the command line
 * of that process, which names our files: the id alone may belong to another process by now.
 */
final class LeftoverServer {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final Path files;

    LeftoverServer(Path files) {
        this.files = files;
    }

    /**
     * Stops the server; or removes the file when the process id belongs to another process, since PostgreSQL does not start while a process
     * with that id exists. PostgreSQL's own check of the shared memory still refuses a second server on the same files.
     *
     * @return whether there was a server
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
        var deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        while (runsOnOurFiles(processId)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Pause.aMoment();
        }
        return true;
    }

    /** Whether the process runs on our files; false for a zombie, whose command line is empty. */
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
