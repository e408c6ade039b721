package musubi.system.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import musubi.system.StartFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTests {

    private static final Path BINARIES = Path.of("target", "postgresql");

    /** One for all tests: starting again is quicker than making a new one. */
    @TempDir
    static Path temporary;

    private Path data;
    private EmbeddedPostgres postgres;

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

    @Test
    void itIsDurable() throws SQLException {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
        assertThat(setting("full_page_writes")).isEqualTo("on");
        assertThat(setting("data_checksums")).isEqualTo("on");
    }

    @Test
    void itListensOnThisMachineAloneAndNowhereElse() throws SQLException {
        assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(setting("unix_socket_directories")).isEmpty();
    }

    @Test
    void oneThatIsKilledIsStartedAgainAtTheSameAddress() throws SQLException {
        var killed = postgres.processId();
        assertThat(ProcessHandle.of(killed).orElseThrow().destroyForcibly()).isTrue();
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (postgres.processId() == killed || !answers()) {
            assertThat(System.nanoTime()).as("it did not come back in 20 s").isLessThan(end);
            Pause.aMoment();
        }
        assertThat(setting("fsync")).isEqualTo("on");
    }

    private boolean answers() {
        try (var connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Test
    void nobodyGetsInWithoutThePassword() {
        for (var user : new String[] {"musubi", "musubi_app", "postgres", "root", "nobody"}) {
            for (var password : new String[] {"", "musubi", "postgres"}) {
                assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), user, password))
                        .as(user)
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void everyLineOfItsAccessRulesAsksForThePassword() throws SQLException {
        try (var connection = connect();
                var rules = connection.createStatement().executeQuery("SELECT auth_method FROM pg_hba_file_rules")) {
            assertThat(rules.next()).isTrue();
            do {
                assertThat(rules.getString(1)).isEqualTo("scram-sha-256");
            } while (rules.next());
        }
    }

    @Test
    void itsFilesAreClosedToOthers() throws IOException {
        assertThat(mode(data)).isEqualTo("rwx------");
        assertThat(mode(data.resolve("postgres"))).isEqualTo("rwx------");
        assertThat(mode(data.resolve("postgres.password"))).isEqualTo("rw-------");
        assertThat(mode(data.resolve("database.properties"))).isEqualTo("rw-------");
        assertThat(mode(data.resolve("postgresql.log"))).isEqualTo("rw-------");
    }

    @Test
    void databasePropertiesLetAProgramIn() throws Exception {
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(data.resolve("database.properties"))));
        var url = "jdbc:postgresql://%s:%s/%s"
                .formatted(
                        properties.getProperty("host"),
                        properties.getProperty("port"),
                        properties.getProperty("database"));
        try (var connection = DriverManager.getConnection(
                url, properties.getProperty("username"), properties.getProperty("password"))) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void theApplicationOwnsItsDatabaseAndMayDoNothingElse() throws SQLException {
        try (var connection = asTheApplication();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE of_the_application (word text)");
            try (var role = statement.executeQuery(
                    "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls"
                            + " FROM pg_roles WHERE rolname = current_user")) {
                assertThat(role.next()).isTrue();
                assertThat(role.getBoolean(1)).isFalse();
            }
            for (var forbidden : List.of(
                    "COPY (SELECT 1) TO PROGRAM 'true'",
                    "SELECT pg_read_file('/etc/passwd')",
                    "CREATE ROLE another",
                    "CREATE DATABASE another",
                    "ALTER SYSTEM SET fsync = off",
                    "SELECT * FROM pg_authid")) {
                assertThatThrownBy(() -> statement.execute(forbidden))
                        .as(forbidden)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
            }
        }
    }

    @Test
    void whatTheSuperuserOwnedBelongsToTheApplicationAfterTheNextStart() throws SQLException {
        for (var statement : List.of(
                "CREATE TABLE earlier (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, word text)",
                "CREATE SEQUENCE earlier_alone",
                "CREATE VIEW earlier_seen AS SELECT word FROM earlier",
                "CREATE TYPE earlier_mood AS ENUM ('well')",
                "CREATE FUNCTION earlier_one() RETURNS integer LANGUAGE sql RETURN 1",
                "CREATE SCHEMA earlier_schema",
                "CREATE TABLE earlier_schema.there (word text)",
                "INSERT INTO earlier (word) VALUES ('kept')",
                // as it was before there was that role
                "ALTER DATABASE musubi OWNER TO musubi",
                "REASSIGN OWNED BY musubi_app TO musubi",
                "DROP OWNED BY musubi_app",
                "DROP ROLE musubi_app")) {
            execute(statement);
        }
        postgres.close();
        postgres = startOn(data);
        try (var connection = asTheApplication();
                var statement = connection.createStatement()) {
            for (var own : List.of(
                    "INSERT INTO earlier (word) VALUES ('more')",
                    "ALTER TABLE earlier ADD COLUMN since date",
                    "ALTER SEQUENCE earlier_alone RESTART",
                    "DROP VIEW earlier_seen",
                    "ALTER TYPE earlier_mood ADD VALUE 'ill'",
                    "DROP FUNCTION earlier_one()",
                    "ALTER TABLE earlier_schema.there ADD COLUMN since date",
                    "CREATE TABLE later (word text)",
                    "DROP SCHEMA earlier_schema CASCADE")) {
                statement.execute(own);
            }
        }
        assertThat(value("SELECT word FROM earlier WHERE id = 1")).isEqualTo("kept");
    }

    @Test
    void aRestartKeepsTheData() throws SQLException {
        execute("CREATE TABLE kept (word text)");
        execute("INSERT INTO kept VALUES ('musubi')");
        postgres.close();
        postgres = startOn(data);
        assertThat(value("SELECT word FROM kept")).isEqualTo("musubi");
    }

    @Test
    void aLostPasswordIsReplacedAndTheDataKept() throws Exception {
        execute("CREATE TABLE kept_too (word text)");
        var lost = postgres.administratorPassword();
        postgres.close();
        Files.delete(data.resolve("postgres.password"));
        postgres = startOn(data);
        assertThat(postgres.administratorPassword()).isNotEqualTo(lost);
        assertThat(value("SELECT count(*) FROM kept_too")).isEqualTo("0");
    }

    @Test
    void aCleanStopLeavesNoProcessAndNoProperties() {
        var server = ProcessHandle.of(postgres.processId());
        assertThat(server).isPresent();
        postgres.close();
        assertThat(server.get().isAlive()).isFalse();
        assertThat(data.resolve("database.properties")).doesNotExist();
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void aSecondOneOnTheSameDirectoryIsRefused() {
        assertThatThrownBy(() -> startOn(data))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("Another Musubi")
                .hasMessageContaining(Long.toString(ProcessHandle.current().pid()))
                .hasMessageContaining(data.toString());
    }

    @Test
    void itsLogTellsNothingOfTheStatements() throws Exception {
        execute("CREATE TABLE said (words text PRIMARY KEY)");
        execute("INSERT INTO said VALUES ('a secret of a friend')");
        assertThatThrownBy(() -> execute("INSERT INTO said VALUES ('a secret of a friend')"))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> execute("SELECT 'a secret of a friend'::integer"))
                .isInstanceOf(SQLException.class);
        postgres.close();
        assertThat(Files.readString(data.resolve("postgresql.log")))
                .contains("database system is ready")
                .doesNotContain("secret");
    }

    @Test
    void aProcessIdThatNowIsSomebodyElsesIsLeftAlone() throws Exception {
        postgres.close();
        var stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(data.resolve("postgres/postmaster.pid"), stranger.pid() + "\n");
            postgres = startOn(data);
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void aDirectoryOfOtherPeopleIsRefused() throws Exception {
        var others = Files.createDirectory(
                temporary.resolve("others"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(others.resolve("letter.txt"), "not ours");
        assertThatThrownBy(() -> startOn(others))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("open to other users");
        assertThat(mode(others)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void theVersionInItsPathIsTheOneInside() throws SQLException {
        var archive = PostgresBinaries.class.getResource("/postgres-linux-x86_64.txz");
        assertThat(archive.toString()).contains("-" + PostgresBinaries.VERSION + ".jar");
        assertThat(value("SHOW server_version")).isEqualTo("18.4");
    }

    private static EmbeddedPostgres startOn(Path directory) {
        return EmbeddedPostgres.start(directory, BINARIES, Map.of());
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.url(), postgres.administrator(), postgres.administratorPassword());
    }

    private Connection asTheApplication() throws SQLException {
        return DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
    }

    private String setting(String name) throws SQLException {
        return value("SHOW " + name);
    }

    private String value(String query) throws SQLException {
        try (var connection = connect();
                var rows = connection.createStatement().executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private void execute(String statement) throws SQLException {
        try (var connection = connect()) {
            connection.createStatement().execute(statement);
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
