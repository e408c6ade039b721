package musubi.testing.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import musubi.testing.Waits;
import org.junit.jupiter.api.Assumptions;

/** A program of the system that stands between processes, in the foreground, with its files in a directory of the test. */
final class Daemon implements AutoCloseable {

    private static final int END_SECONDS = 10;

    private final Process process;

    private Daemon(Process process) {
        this.process = process;
    }

    /** Where it is installed; without it the test is skipped. {@code bin/test} installs it. */
    static String installed(String program) {
        var found = Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(found.isPresent(), program + " is not installed: bin/test installs it");
        return found.map(Path::toString).orElseThrow();
    }

    /** Starts it; returns when something listens on the port. */
    static Daemon start(List<String> command, Path directory, int port) {
        try {
            var said = directory.resolve("output");
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(said.toFile()))
                    .start();
            var daemon = new Daemon(process);
            Waits.eventually(command.getFirst() + " listens", () -> {
                if (!process.isAlive()) {
                    throw new AssertionError(command.getFirst() + " has ended: " + read(said));
                }
                return isOpen(port);
            });
            return daemon;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isOpen(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end: " + process.info());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
