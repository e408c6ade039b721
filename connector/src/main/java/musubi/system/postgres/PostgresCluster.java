package musubi.system.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import musubi.system.PrivateFile;
import musubi.system.StartFailure;

/** The files of the database: created once, completely or not at all, and configured again at every start. */
final class PostgresCluster {

    static final String USER = "musubi";
    static final String DATABASE = "musubi";

    private static final String CONFIGURATION = "musubi.conf";

    /** Only connections from this machine with the password are accepted. */
    private static final String ACCESS = """
            # written by Musubi at every start
            host all all 127.0.0.1/32 scram-sha-256
            """;

    /**
     * Durable, small, and without values of statements in the log. Since even error messages may quote a value, only messages about the
     * server itself are written (the level "log" leaves out "error", which the client gets).
     */
    private static final String SETTINGS = """
            # written by Musubi at every start
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            password_encryption = 'scram-sha-256'
            max_connections = 50
            shared_buffers = '64MB'
            max_wal_size = '512MB'
            jit = off
            # counting a large backlog must leave a processor to the webhooks
            max_parallel_workers_per_gather = 0
            io_method = 'sync'
            autovacuum_naptime = '10s'
            autovacuum_max_workers = 2
            autovacuum_vacuum_threshold = 500
            autovacuum_vacuum_scale_factor = 0.05
            autovacuum_vacuum_insert_scale_factor = 0.1
            autovacuum_vacuum_cost_limit = 1000
            timezone = 'UTC'
            log_timezone = 'UTC'
            log_destination = 'stderr'
            logging_collector = off
            log_checkpoints = off
            log_min_messages = 'log'
            log_min_error_statement = 'panic'
            log_error_verbosity = 'terse'
            log_statement = 'none'
            log_min_duration_statement = -1
            log_parameter_max_length = 0
            log_parameter_max_length_on_error = 0
            """;

    private final Path dataDirectory;
    private final Path files;
    private final Path passwordFile;
    private final PostgresPrograms programs;

    PostgresCluster(Path dataDirectory, PostgresPrograms programs) {
        this.dataDirectory = dataDirectory;
        this.files = dataDirectory.resolve("postgres");
        this.passwordFile = dataDirectory.resolve("postgres.password");
        this.programs = programs;
    }

    Path files() {
        return files;
    }

    String password() {
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Creates the database if it is missing. */
    void prepare() {
        try {
            if (Files.isDirectory(files)) {
                checkVersion();
                if (!Files.exists(passwordFile)) {
                    replaceLostPassword();
                }
            } else {
                initialise();
            }
        } catch (IOException failure) {
            throw new StartFailure(
                    "The database in " + files + " cannot be prepared (" + failure + ").",
                    "Make sure that this user may write there and that the disk has space.",
                    failure);
        }
    }

    /** Writes the settings of Musubi, then the given ones. */
    void configure(Map<String, String> moreSettings) {
        var settings = new StringBuilder(SETTINGS);
        moreSettings.forEach((name, value) ->
                settings.append(name).append(" = '").append(value).append("'\n"));
        PrivateFile.write(files.resolve(CONFIGURATION), settings.toString());
        PrivateFile.write(files.resolve("pg_hba.conf"), ACCESS);
    }

    private void checkVersion() throws IOException {
        var ours = PostgresBinaries.VERSION.substring(0, PostgresBinaries.VERSION.indexOf('.'));
        var theirs = Files.readString(files.resolve("PG_VERSION")).strip();
        if (!theirs.equals(ours)) {
            throw new StartFailure(
                    "The database in " + files + " was made by PostgreSQL " + theirs + "; this Musubi has " + ours
                            + ".",
                    "Dump it with the Musubi that made it (pg_dump), then restore it into a new data directory.");
        }
    }

    private void initialise() throws IOException {
        var unfinished = dataDirectory.resolve("postgres.new");
        PostgresBinaries.deleteTree(unfinished);
        makePassword();
        programs.run(
                "Making the database",
                "initdb",
                List.of(
                        "--pgdata=" + unfinished,
                        "--username=" + USER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums",
                        "--no-instructions"),
                "");
        singleUser(unfinished, "CREATE DATABASE " + DATABASE);
        Files.writeString(
                unfinished.resolve("postgresql.conf"),
                "\ninclude '" + CONFIGURATION + "'\n",
                StandardOpenOption.APPEND);
        Files.move(unfinished, files, StandardCopyOption.ATOMIC_MOVE);
        PrivateFile.makeDurable(files);
    }

    /** Sets a new password when it was lost: who owns the files owns the data. */
    private void replaceLostPassword() {
        var password = makePassword();
        singleUser(files, "ALTER ROLE " + USER + " PASSWORD '" + password + "'");
    }

    private String makePassword() {
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        var password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        PrivateFile.write(passwordFile, password + "\n");
        return password;
    }

    private void singleUser(Path cluster, String statement) {
        programs.run(
                "Preparing the database",
                "postgres",
                List.of("--single", "-D", cluster.toString(), "-c", "log_checkpoints=off", "postgres"),
                statement + "\n");
    }
}
