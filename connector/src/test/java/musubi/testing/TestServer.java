package musubi.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import musubi.inbox.migration.InboxMigrations;
import musubi.system.StartFailure;
import musubi.system.postgres.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one PostgreSQL of a test run, under {@code target/}, kept from run to run because that is quicker. */
final class TestServer {

    private static final String TEMPLATE = "test_template";

    private final EmbeddedPostgres postgres;
    private final JdbcClient jdbc;

    private TestServer() {
        this.postgres = start();
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
        this.jdbc = JdbcClient.create(administrator());
        jdbc.sql("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'")
                .query(String.class)
                .list()
                .forEach(this::drop);
        jdbc.sql("CREATE DATABASE " + TEMPLATE + " OWNER " + username()).update();
        Flyway.configure()
                .dataSource(url(TEMPLATE), username(), password())
                .locations("classpath:db/migration")
                .javaMigrations(InboxMigrations.all())
                .load()
                .migrate();
    }

    private static final class Holder {
        static final TestServer SHARED = new TestServer();
    }

    static TestServer shared() {
        return Holder.SHARED;
    }

    /** Where the programs are unpacked, once for all tests. */
    static Path binaries() {
        try {
            return Files.createDirectories(Path.of("target", "postgresql"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    synchronized void create(String name) {
        jdbc.sql("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE + " OWNER " + username())
                .update();
    }

    void drop(String name) {
        jdbc.sql("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)").update();
    }

    String url(String database) {
        return postgres.url(database);
    }

    String username() {
        return postgres.username();
    }

    String password() {
        return postgres.password();
    }

    private DataSource administrator() {
        var configuration = new HikariConfig();
        configuration.setJdbcUrl(postgres.url("postgres"));
        configuration.setUsername(postgres.administrator());
        configuration.setPassword(postgres.administratorPassword());
        configuration.setMaximumPoolSize(2);
        return new HikariDataSource(configuration);
    }

    /** Durability is tested on servers of their own; a second test run beside this one gets the next directory. */
    private static EmbeddedPostgres start() {
        for (var number = 1; ; number++) {
            try {
                return EmbeddedPostgres.start(
                        Path.of("target", "test-database-" + number),
                        binaries(),
                        Map.of("fsync", "off", "max_connections", "200", "scram_iterations", "1"));
            } catch (StartFailure inUse) {
                if (number == 5) {
                    throw inUse;
                }
            }
        }
    }
}
