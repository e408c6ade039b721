package musubi.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import musubi.Musubi;
import musubi.sandbox.client.ApiClient;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.line.LineStandIn;
import musubi.system.PrivateFile;
import musubi.system.postgres.PostgresBinaries;

/** The connector as a process of its own, with its embedded database, so that it can be killed. */
public final class ConnectorProcess implements AutoCloseable {

    private final Process process;
    private final URI url;
    private final Queue<String> said;

    private ConnectorProcess(Process process, URI url, Queue<String> said) {
        this.process = process;
        this.url = url;
        this.said = said;
    }

    /** A data directory where the programs of PostgreSQL are already: unpacking them is another test's. */
    public static Path dataDirectory(Path directory) {
        try {
            var programs = PostgresBinaries.unpack(TestServer.binaries()).toRealPath();
            Files.createSymbolicLink(PrivateFile.directory(directory).resolve(programs.getFileName()), programs);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it; returns when it says that it is ready. */
    public static ConnectorProcess start(Path dataDirectory, int port, List<String> settings) {
        if (!Files.exists(dataDirectory)) {
            dataDirectory(dataDirectory);
        }
        var command = musubi();
        command.addAll(List.of(
                "--musubi.data-dir=" + dataDirectory,
                "--musubi.api-token=" + TestWorld.API_TOKEN,
                "--server.port=" + port));
        command.addAll(settings);
        return start(command, port);
    }

    private static List<String> musubi() {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MetaspaceSize=128m",
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(BuiltJar.isThere() ? BuiltJar.arguments() : List.of("-cp", classPath(), Musubi.class.getName()));
        return command;
    }

    /**
     * Runs a command of {@code bin/musubi} to its end.
     *
     * @return the exit status
     */
    public static int run(String... arguments) {
        var command = musubi();
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static int run(List<String> command) {
        try {
            var program = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (!program.waitFor(180, TimeUnit.SECONDS)) {
                program.destroyForcibly();
                throw new AssertionError("it did not end within 180 s");
            }
            return program.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Without what is of the tests, such as how they log. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The same between these stand-ins. */
    public static ConnectorProcess start(Path dataDirectory, int port, LineStandIn line, HubSpotStandIn hubspot) {
        return start(
                dataDirectory,
                port,
                List.of("--musubi.line.api-base-url=" + line.url(), "--musubi.hubspot.api-base-url=" + hubspot.url()));
    }

    /** The same by {@code bin/musubi}, as a person does it; the jar must be built. */
    public static ConnectorProcess startAsAPerson(Path dataDirectory, int port, List<String> settings) {
        var command = new ArrayList<>(List.of(
                Path.of("../bin/musubi").toAbsolutePath().toString(),
                "--musubi.data-dir=" + dataDirectory,
                "--server.port=" + port));
        command.addAll(settings);
        return start(command, port);
    }

    private static ConnectorProcess start(List<String> command, int port) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            // for bin/musubi: what lives for seconds is not worth the optimizing compiler
            builder.environment().put("MUSUBI_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
            var process = builder.start();
            var output = process.inputReader();
            var said = new ConcurrentLinkedQueue<String>();
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                if (line.startsWith("Musubi is ready at ")) {
                    // what it says from now on must not fill the pipe
                    Thread.ofVirtual().start(() -> output.lines().forEach(said::add));
                    return new ConnectorProcess(process, URI.create("http://localhost:" + port), said);
                }
            }
            throw new AssertionError("the connector did not start:\n" + String.join("\n", said));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port nobody listens on now. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public URI url() {
        return url;
    }

    /** Its REST API, opened. */
    public ApiClient api() {
        return new ApiClient(url, TestWorld.API_TOKEN);
    }

    /** All lines it wrote so far, its log included. */
    public List<String> said() {
        return List.copyOf(said);
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The files that it has in memory as such (Linux), with their paths. */
    public List<String> mappedFiles() {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "maps"))) {
            return lines.filter(line -> line.contains("/"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it collect its garbage, so that its heap can be looked at. */
    public void collectGarbage() {
        var program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        run(List.of(program.toString(), String.valueOf(process.pid()), "GC.run"));
    }

    /** SIGSTOP: it does nothing until {@link #thaw}, and keeps what it has open. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            // the shell's own kill: the program of that name is not on every machine
            var sent = new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(name, process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (sent != 0) {
                throw new AssertionError("the connector got no SIG" + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.toHandle().destroyForcibly();
        await();
    }

    /** SIGTERM; returns the exit status. What it writes meanwhile is read, which {@link Process#destroy} would make impossible. */
    public int terminate() {
        process.toHandle().destroy();
        await();
        return process.exitValue();
    }

    private void await() {
        try {
            // a first run records its cache when it ends, which takes Java some seconds of both cores
            if (!process.waitFor(180, TimeUnit.SECONDS)) {
                throw new AssertionError("the connector does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
