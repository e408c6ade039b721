package musubi.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * A database of its own for a test class, on the one PostgreSQL of the test run, with our migrations applied. The time
 * zone of its sessions is far from UTC, so that nobody's code works by the accident of a server in UTC.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestDatabase database = TestDatabase.create();
 *
 * // with Spring Boot
 * @DynamicPropertySource
 * static void useIt(DynamicPropertyRegistry registry) {
 *     database.properties().forEach((name, value) -> registry.add(name, () -> value));
 * }
 * }</pre>
 */
public final class TestDatabase implements AfterAllCallback, AutoCloseable {

    /** Said in every session: the driver would take over the JVM's zone, whatever the server's. */
    private static final String SESSION = "SET TIME ZONE 'Pacific/Auckland'";

    private final String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    private final HikariDataSource dataSource;

    private TestDatabase() {
        TestServer.shared().create(name);
        var configuration = new HikariConfig();
        configuration.setJdbcUrl(url());
        configuration.setUsername(username());
        configuration.setPassword(password());
        configuration.setMaximumPoolSize(10);
        configuration.setMinimumIdle(0);
        configuration.setConnectionInitSql(SESSION);
        this.dataSource = new HikariDataSource(configuration);
    }

    /** A new database, there at once. It is dropped after the test class, or by {@link #close()}. */
    public static TestDatabase create() {
        return new TestDatabase();
    }

    /** A pool of up to 10 connections. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** For a test's own look into the tables. */
    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    /** The JDBC address. */
    public String url() {
        return TestServer.shared().url(name);
    }

    /** The user to connect as: the application's own role, which owns this database and may do nothing else. */
    public String username() {
        return TestServer.shared().username();
    }

    /** Its password. */
    public String password() {
        return TestServer.shared().password();
    }

    /** The settings that make an application use this database, and a data directory of its own. */
    public Map<String, String> properties() {
        return Map.of(
                "spring.datasource.url", url(),
                "spring.datasource.username", username(),
                "spring.datasource.password", password(),
                "spring.datasource.hikari.minimum-idle", "0",
                "musubi.data-dir",
                        Path.of(System.getProperty("java.io.tmpdir"), name).toString(),
                "spring.datasource.hikari.connection-init-sql", SESSION);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        dataSource.close();
        TestServer.shared().drop(name);
        FileSystemUtils.deleteRecursively(new File(System.getProperty("java.io.tmpdir"), name));
    }
}
