package musubi.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A measured program in its own process. It prints a known line on standard output when it is ready. */
public final class Program implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final Process process;
    private final long startedAt = System.nanoTime();
    private final CompletableFuture<Long> ready = new CompletableFuture<>();

    /**
     * Starts it and waits until it is ready.
     *
     * @param word the line of its output that contains this means that it is ready
     */
    static Program start(List<String> command, Map<String, String> environment, String word) {
        var program = new Program(command, environment, word);
        try {
            var _ = program.ready.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return program;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            program.close();
            throw new IllegalStateException("%s did not start".formatted(command.getFirst()), e);
        }
    }

    private Program(List<String> command, Map<String, String> environment, String word) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            this.process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Thread.ofPlatform().daemon().start(() -> follow(word));
    }

    /** The time from the start of the process until it was ready. */
    Duration startTook() {
        return Duration.ofNanos(ready.join() - startedAt);
    }

    /** Its resident memory now, MiB (Linux). */
    public double residentMebibytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1_024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processor time that it has used so far. */
    Duration processorTime() {
        return processorTime(process.toHandle());
    }

    /** The processor time that the processes it started have used so far: its database. */
    Duration childrensProcessorTime() {
        return process.descendants().map(Program::processorTime).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration processorTime(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Runs a full garbage collection in it (a JVM) now. */
    void collectGarbage() {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var asked = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!asked.waitFor(60, TimeUnit.SECONDS) || asked.exitValue() != 0) {
                throw new IllegalStateException("jcmd could not reach process %d".formatted(process.pid()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** SIGKILL. Returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    // the output of the measured program, for whoever looks for an error
    @SuppressWarnings("SystemOut")
    private void follow(String word) {
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.contains(word)) {
                    ready.complete(System.nanoTime());
                } else {
                    System.err.println("  | " + line);
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IllegalStateException("it ended"));
    }

    @Override
    public void close() {
        // what it writes meanwhile is read, which Process#destroy would make impossible: then its cache is not recorded
        process.toHandle().destroy();
        try {
            // the first run after a build records a cache when it ends
            if (!process.waitFor(180, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
