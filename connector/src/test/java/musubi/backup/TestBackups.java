package musubi.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import musubi.inbox.SchemaDumpTests;
import musubi.system.MasterKey;
import musubi.testing.TestDatabase;
import org.springframework.mock.env.MockEnvironment;

/** The commands on databases of tests, and what is in these. */
final class TestBackups {

    /** The one that the dump of an earlier version, and every test world, is encrypted with. */
    static final String MASTER_KEY = "bXVzdWJpIG11c3ViaSBtdXN1YmkgbXVzdWJpIG11c3U=";

    static final String OTHER_KEY = "b3RoZXIgb3RoZXIgb3RoZXIgb3RoZXIgb3RoZXIgbzE=";

    private TestBackups() {}

    static BackupKey key(String masterKey) {
        return new BackupKey(masterKey(masterKey));
    }

    static MasterKey masterKey(String base64) {
        return MasterKey.existing(new MockEnvironment().withProperty("musubi.master-key", base64))
                .orElseThrow();
    }

    /** A command's arguments for this database and key. */
    static String[] arguments(Object file, TestDatabase database, String masterKey) {
        var arguments = new ArrayList<>(List.of(file.toString(), "--musubi.master-key=" + masterKey));
        database.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return arguments.toArray(String[]::new);
    }

    /** A database without tables. */
    static TestDatabase empty() {
        var database = TestDatabase.create();
        database.jdbc().sql("drop schema public cascade").update();
        database.jdbc().sql("create schema public").update();
        return database;
    }

    /** Fills an empty database with one of schema 25, with rows in every table. */
    static void fill(TestDatabase database) throws IOException, SQLException {
        try (var dump = Objects.requireNonNull(SchemaDumpTests.class.getResourceAsStream("schema-of-25.sql"));
                var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(new String(dump.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** All rows as text, by table. */
    static Map<String, List<String>> rows(TestDatabase database) {
        var rows = new TreeMap<String, List<String>>();
        for (var table : new TableRepository(database.dataSource()).tables()) {
            rows.put(
                    table,
                    database.jdbc()
                            .sql("select t::text from \"%s\" t order by 1".formatted(table))
                            .query((row, _) -> row.getString(1))
                            .list());
        }
        return rows;
    }

    /** The tables, Flyway's too. */
    static List<String> tables(TestDatabase database) {
        return database.jdbc()
                .sql("select tablename from pg_tables where schemaname = 'public' order by 1")
                .query((row, _) -> row.getString(1))
                .list();
    }
}
