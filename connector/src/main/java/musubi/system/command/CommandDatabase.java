package musubi.system.command;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import musubi.system.StartFailure;
import musubi.system.postgres.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The database of a command: the operator's own, or the embedded one, which is started for the command unless it runs. */
public final class CommandDatabase implements AutoCloseable {

    private final DataSource dataSource;
    private final @Nullable EmbeddedPostgres started;

    private CommandDatabase(DataSource dataSource, @Nullable EmbeddedPostgres started) {
        this.dataSource = dataSource;
        this.started = started;
    }

    /**
     * The database of a running Musubi.
     *
     * @throws CommandRefusedException when no Musubi runs on the data directory
     */
    public static DataSource ofRunning(Environment settings) {
        return outside(settings)
                .or(() -> embedded(dataDirectory(settings)))
                .orElseThrow(() -> new CommandRefusedException("No Musubi is running on "
                        + dataDirectory(settings).toAbsolutePath()
                        + " (database.properties is not there, or is another user's). Start it as the same user, or say where"
                        + " its data are with --musubi.data-dir."));
    }

    /**
     * A database that is there, whether Musubi runs or not.
     *
     * @throws CommandRefusedException when there is none
     * @throws StartFailure when the embedded one cannot be started
     */
    public static CommandDatabase existing(Environment settings) {
        var directory = dataDirectory(settings);
        var running = outside(settings).or(() -> embedded(directory).filter(CommandDatabase::isThere));
        if (running.isPresent()) {
            return new CommandDatabase(running.get(), null);
        }
        if (!Files.isDirectory(directory.resolve("postgres"))) {
            throw new CommandRefusedException("There is no database in " + directory.toAbsolutePath()
                    + ". Say where the data are with --musubi.data-dir, or which database of your own it is with"
                    + " spring.datasource.url.");
        }
        return started(directory);
    }

    /**
     * A database that no Musubi uses meanwhile; the embedded one is created if it is missing. Of the operator's own, it is not known who uses
     * it.
     *
     * @throws StartFailure when a Musubi runs on the data directory, or the embedded one cannot be started
     */
    public static CommandDatabase alone(Environment settings) {
        return outside(settings)
                .map(own -> new CommandDatabase(own, null))
                .orElseGet(() -> started(dataDirectory(settings)));
    }

    /** Opens a connection at each use. Errors do not quote values of rows. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** Stops what was started for the command. */
    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }

    private static CommandDatabase started(Path directory) {
        var postgres = EmbeddedPostgres.start(directory);
        return new CommandDatabase(dataSource(postgres.url(), postgres.username(), postgres.password()), postgres);
    }

    private static Path dataDirectory(Environment settings) {
        return Path.of(settings.getProperty("musubi.data-dir", "data"));
    }

    private static boolean isThere(DataSource database) {
        try (var connection = database.getConnection()) {
            return connection.isValid(5);
        } catch (SQLException leftByAKilledMusubi) {
            return false;
        }
    }

    private static Optional<DataSource> outside(Environment settings) {
        var url = settings.getProperty("spring.datasource.url", "");
        return url.isBlank()
                ? Optional.empty()
                : Optional.of(dataSource(
                        url,
                        settings.getProperty("spring.datasource.username", ""),
                        settings.getProperty("spring.datasource.password", "")));
    }

    private static Optional<DataSource> embedded(Path dataDirectory) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(dataDirectory.resolve("database.properties"))));
        } catch (IOException none) {
            return Optional.empty();
        }
        return Optional.of(dataSource(
                "jdbc:postgresql://%s:%s/%s?requireAuth=scram-sha-256"
                        .formatted(
                                properties.getProperty("host"),
                                properties.getProperty("port"),
                                properties.getProperty("database")),
                properties.getProperty("username", ""),
                properties.getProperty("password", "")));
    }

    private static DataSource dataSource(String url, String username, String password) {
        var database = new DriverManagerDataSource(url, username, password);
        var properties = new Properties();
        // the detail of an error quotes the values of the row
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("tcpKeepAlive", "true");
        database.setConnectionProperties(properties);
        return database;
    }
}
