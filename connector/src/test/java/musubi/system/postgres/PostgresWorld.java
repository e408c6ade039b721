package musubi.system.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An embedded PostgreSQL for each test, all on one directory. */
abstract class PostgresWorld {

    private static final Path BINARIES = Path.of("target", "postgresql");

    private final Path temporary;
    Path data;
    EmbeddedPostgres postgres;

    /** @param temporary one for all tests of a class: starting again is quicker than making a new one */
    PostgresWorld(Path temporary) {
        this.temporary = temporary;
    }

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(BINARIES);
        data = temporary.toRealPath().resolve("data");
        postgres = startOn(data);
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    static EmbeddedPostgres startOn(Path directory) {
        return EmbeddedPostgres.start(directory, BINARIES, Map.of());
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.url(), postgres.administrator(), postgres.administratorPassword());
    }

    Connection asTheApplication() throws SQLException {
        return DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
    }

    String setting(String name) throws SQLException {
        return value("SHOW " + name);
    }

    String value(String query) throws SQLException {
        try (var connection = connect();
                var rows = connection.createStatement().executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    void execute(String statement) throws SQLException {
        try (var connection = connect()) {
            connection.createStatement().execute(statement);
        }
    }

    static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
