package musubi.system.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may connect to the embedded PostgreSQL, and what they may do there. */
class EmbeddedPostgresAccessTests extends PostgresWorld {

    @TempDir
    static Path temporary;

    EmbeddedPostgresAccessTests() {
        super(temporary);
    }

    @Test
    void itListensOnThisMachineAloneAndNowhereElse() throws SQLException {
        assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(setting("unix_socket_directories")).isEmpty();
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
}
