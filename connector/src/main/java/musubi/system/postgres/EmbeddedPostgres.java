package musubi.system.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import musubi.system.PrivateFile;
import musubi.system.StartFailure;
import musubi.system.WorkerFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running embedded PostgreSQL: durable, reachable only on 127.0.0.1 with a password that only this user can read, and used by one Musubi
 * at a time.
 *
 * <p>While it runs, {@code database.properties} in the data directory has its address and credentials.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final int ATTEMPTS = 20;

    private final Path dataDirectory;
    private final DirectoryLock lock;
    private final PostgresCluster cluster;
    private final PostgresPrograms programs;
    private final PostgresLog log;
    private final String password;
    private int port;
    private volatile Running running;
    private volatile boolean closing;

    /** A server, and the thread that writes its log. */
    private record Running(Process server, Thread logCopy) {}

    /**
     * Starts the server on the data directory. Creates the directory and the database if they are missing.
     *
     * @throws StartFailure when that is not possible
     */
    public static EmbeddedPostgres start(Path dataDirectory) {
        var directory = PrivateFile.directory(dataDirectory);
        return start(directory, directory, Map.of());
    }

    /**
     * The same with the programs in another directory, which several servers may share, and with more settings.
     *
     * @param binaries an existing directory, into which the programs are unpacked if they are missing
     * @param settings of PostgreSQL by name; they override those of Musubi
     */
    public static EmbeddedPostgres start(Path dataDirectory, Path binaries, Map<String, String> settings) {
        var directory = PrivateFile.directory(dataDirectory);
        var lock = DirectoryLock.take(directory);
        try {
            return new EmbeddedPostgres(directory, lock, PostgresBinaries.unpack(binaries), settings);
        } catch (RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    private EmbeddedPostgres(Path dataDirectory, DirectoryLock lock, Path home, Map<String, String> settings) {
        this.dataDirectory = dataDirectory;
        this.lock = lock;
        this.programs = new PostgresPrograms(home);
        this.cluster = new PostgresCluster(dataDirectory, programs);
        this.log = new PostgresLog(dataDirectory);
        new LeftoverServer(cluster.files()).stop();
        cluster.prepare();
        cluster.configure(settings);
        launch();
        try {
            password = ApplicationRole.prepare(url(), administrator(), administratorPassword());
            describe();
        } catch (RuntimeException failure) {
            Signal.IMMEDIATE.send(running.server().pid());
            throw failure;
        }
        watch();
    }

    /** Restarts a server that ended by itself (killed, or out of memory). */
    private void watch() {
        var watched = running.server();
        Thread.ofVirtual().name("postgresql-watch").start(() -> {
            watched.onExit().join();
            revive();
        });
    }

    /** Restarts the server on the same port, so that its clients can connect again. */
    private synchronized void revive() {
        while (!closing) {
            LOG.error("PostgreSQL ended unexpectedly and is restarted; its last messages: {}", log.lastLines());
            if (startedAgain()) {
                watch();
                return;
            }
            for (var moments = 0; moments < ATTEMPTS * 5 && !closing; moments++) {
                Pause.aMoment();
            }
        }
    }

    /** Returns false when the restart failed in any way; it is tried again. */
    private boolean startedAgain() {
        try {
            new LeftoverServer(cluster.files()).stop();
            running = run();
            return ready();
        } catch (RuntimeException | Error failure) {
            WorkerFailures.record("postgresql-watch", failure);
            return false;
        }
    }

    /** Writes the properties for {@code psql} and {@code pg_dump}. */
    private void describe() {
        PrivateFile.write(dataDirectory.resolve("database.properties"), """
                host=127.0.0.1
                port=%d
                database=%s
                username=%s
                password=%s
                """.formatted(
                        port, PostgresCluster.DATABASE, username(), password()));
    }

    /** The JDBC address of Musubi's database. It requires SCRAM, so that the driver does not send the password to another server. */
    public String url() {
        return url(PostgresCluster.DATABASE);
    }

    /** The JDBC address of another database on this server. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?requireAuth=scram-sha-256";
    }

    /** The port on 127.0.0.1; a new one at every start. */
    public int port() {
        return port;
    }

    /** The name of the {@link ApplicationRole}. */
    public String username() {
        return ApplicationRole.NAME;
    }

    /** The password of {@link #username()}; a new one at every start. */
    public String password() {
        return password;
    }

    /** The superuser: for the launcher, not for the application. */
    public String administrator() {
        return PostgresCluster.USER;
    }

    /** The password of {@link #administrator()}, the same at every start. */
    public String administratorPassword() {
        return cluster.password();
    }

    /** The server's process id. */
    public long processId() {
        return running.server().pid();
    }

    /** Stops the server and waits for its end: cleanly within 30 s, else by killing it; no committed data are lost. */
    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            end();
        }
    }

    private void end() {
        try {
            if (!ended(Signal.FAST, 30) && !ended(Signal.IMMEDIATE, 5)) {
                ended(Signal.KILL, 5);
            }
            running.logCopy().join(Duration.ofSeconds(1));
            Files.deleteIfExists(dataDirectory.resolve("database.properties"));
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            lock.close();
        }
    }

    private boolean ended(Signal signal, int seconds) throws InterruptedException {
        if (running.server().isAlive()) {
            signal.send(running.server().pid());
        }
        return running.server().waitFor(seconds, TimeUnit.SECONDS);
    }

    /** Tries again when another process has taken the free port meanwhile, or children of a killed server have not ended yet. */
    private void launch() {
        for (var attempt = 1; ; attempt++) {
            port = freePort();
            running = run();
            if (ready()) {
                return;
            }
            var words = log.lastLines();
            var passing = words.contains("could not bind") || words.contains("pre-existing shared memory block");
            if (!passing || attempt == ATTEMPTS) {
                throw programs.failure("Starting the database in " + cluster.files(), words);
            }
            for (var moments = 0; moments < attempt * 5; moments++) {
                Pause.aMoment();
            }
        }
    }

    private Running run() {
        log.forget();
        var server = programs.startServer(List.of("-D", cluster.files().toString(), "-p", Integer.toString(port)));
        return new Running(server, log.copy(server.getInputStream()));
    }

    /** Whether the server is ready, by the eighth line of its {@code postmaster.pid}, as {@code pg_ctl} does. */
    private boolean ready() {
        var statusFile = cluster.files().resolve("postmaster.pid");
        var deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (running.server().isAlive()) {
            try {
                var lines = Files.readAllLines(statusFile);
                if (lines.size() >= 8
                        && lines.getFirst()
                                .strip()
                                .equals(Long.toString(running.server().pid()))
                        && lines.get(7).strip().equals("ready")) {
                    return true;
                }
            } catch (IOException notYetThere) {
                // the server writes it within milliseconds
            }
            if (System.nanoTime() > deadline) {
                Signal.KILL.send(running.server().pid());
                return false;
            }
            Pause.aMoment();
        }
        try {
            running.logCopy().join(Duration.ofSeconds(1));
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
