package musubi.system.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import musubi.system.StartFailure;

/**
 * Runs the programs of PostgreSQL. They refuse to run as root. In a new user namespace without any mapping, root appears to them as
 * "nobody", has no capabilities, and still owns its files.
 */
final class PostgresPrograms {

    private static final List<String> IN_A_USER_NAMESPACE = List.of("unshare", "-U");

    private final Path home;
    private final boolean root;

    PostgresPrograms(Path home) {
        this.home = home;
        this.root = runningAsRoot();
    }

    static boolean runningAsRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Starts the server in its own session, so that Ctrl-C in the terminal reaches only Musubi, which then stops the server. */
    Process startServer(List<String> arguments) {
        return start(List.of("setsid"), "postgres", arguments);
    }

    /**
     * Runs a program and waits for its end.
     *
     * @param input for the program on standard input
     * @throws StartFailure when the program fails
     */
    void run(String purpose, String program, List<String> arguments, String input) {
        try {
            var process = start(List.of(), program, arguments);
            try (var standardInput = process.outputWriter(StandardCharsets.UTF_8)) {
                standardInput.write(input);
            }
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw failure(purpose, output);
            }
        } catch (IOException failure) {
            throw new StartFailure(purpose + " failed (" + failure + ").", "Start again.", failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new StartFailure(purpose + " was interrupted.", "Start again.", interruption);
        }
    }

    /** The failure of a program, with its last output and the most likely reason. */
    StartFailure failure(String purpose, String output) {
        var lines = output.lines().filter(line -> !line.isBlank()).toList();
        var lastWords = String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        if (root && !userNamespacesWork()) {
            return new StartFailure(
                    purpose + " failed: PostgreSQL refuses to run as root, and this machine does not let us hide it"
                            + " (unshare -U: " + lastWords + ").",
                    "Run Musubi as an ordinary user, or give a PostgreSQL with spring.datasource.url.");
        }
        return new StartFailure(
                purpose + " failed: " + lastWords,
                root
                        ? "See that root owns the data directory and that the directories above it may be entered by"
                                + " everybody (PostgreSQL runs without root's privileges)."
                        : "See that the data directory belongs to this user and that its disk has room.");
    }

    private boolean userNamespacesWork() {
        try {
            var command = new ArrayList<>(IN_A_USER_NAMESPACE);
            command.add("true");
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException failure) {
            return false;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Process start(List<String> wrapper, String program, List<String> arguments) {
        var command = new ArrayList<>(wrapper);
        if (root) {
            command.addAll(IN_A_USER_NAMESPACE);
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new StartFailure(
                    "PostgreSQL could not be started (" + failure.getMessage() + ").",
                    "It needs setsid and, as root, unshare: install the package util-linux.",
                    failure);
        }
    }
}
