package musubi.system.postgres;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that runs the embedded PostgreSQL, to be killed or to be another user's. */
final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final long serverProcessId;

    /**
     * Starts it and waits until the server is up.
     *
     * @param prefix of the command, to run as another user for example
     */
    ServerProcess(List<String> prefix, List<Path> classPath, Path dataDirectory, Path binaries) throws IOException {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                String.join(
                        File.pathSeparator,
                        classPath.stream().map(Path::toString).toList()),
                ServerProcess.class.getName(),
                dataDirectory.toString(),
                binaries.toString()));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
        var line = output.readLine();
        if (line == null) {
            throw new IOException("the process ended before the server was up");
        }
        serverProcessId = Long.parseLong(line);
    }

    long serverProcessId() {
        return serverProcessId;
    }

    /** As an operator's or the kernel's {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Lets it stop the server and end. */
    boolean end() throws IOException, InterruptedException {
        process.outputWriter(StandardCharsets.UTF_8).close();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Runs until standard input ends. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        try (var server = EmbeddedPostgres.start(Path.of(arguments[0]), Path.of(arguments[1]), Map.of())) {
            System.out.println(server.processId());
            while (System.in.read() >= 0) {
                // wait for the end
            }
        }
    }
}
