package musubi.system.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import musubi.system.PrivateFile;
import musubi.system.WorkerFailures;

/** Writes the messages of the server to {@code postgresql.log}, and keeps one older file beside it, each at most 1 MiB. */
final class PostgresLog {

    private static final long MAX_BYTES = 1 << 20;
    private static final int LAST_LINES = 20;

    private final Path file;
    private final Deque<String> lastLines = new ArrayDeque<>();

    PostgresLog(Path directory) {
        this.file = directory.resolve("postgresql.log");
    }

    /** Copies messages until the server ends. When the file cannot be written, messages are still read, so that the server goes on. */
    Thread copy(InputStream output) {
        return Thread.ofPlatform().daemon().name("postgresql-log").start(() -> {
            try (var lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    take(line);
                }
            } catch (IOException ended) {
                remember(ended.toString());
            }
        });
    }

    /** Messages must be read, since the server blocks while nobody reads them. */
    private void take(String line) {
        try {
            remember(line);
            append(line);
        } catch (RuntimeException | Error failure) {
            WorkerFailures.record("postgresql-log", failure);
        }
    }

    synchronized String lastLines() {
        return String.join("\n", lastLines);
    }

    synchronized void forget() {
        lastLines.clear();
    }

    private synchronized void remember(String line) {
        if (lastLines.size() == LAST_LINES) {
            lastLines.removeFirst();
        }
        lastLines.addLast(line);
    }

    private void append(String line) {
        try {
            if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
                Files.move(file, file.resolveSibling("postgresql.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!Files.exists(file)) {
                PrivateFile.write(file, "");
            }
            try (Writer log = Files.newBufferedWriter(file, StandardOpenOption.APPEND)) {
                log.write(line + "\n");
            }
        } catch (IOException | UncheckedIOException failure) {
            remember(failure.toString());
        }
    }
}
