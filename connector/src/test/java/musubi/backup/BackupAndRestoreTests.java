package musubi.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import musubi.testing.ApplicationStarts;
import musubi.testing.CapturesOutput;
import musubi.testing.TestDatabase;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;

/** {@code bin/musubi backup} and {@code bin/musubi restore} with databases of the operator's own. */
@CapturesOutput
class BackupAndRestoreTests {

    private static final String KEY = TestBackups.MASTER_KEY;

    private final TestDatabase source = TestBackups.empty();
    private final TestDatabase target = TestBackups.empty();

    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void anEarlierMusubiWithRowsInEveryTable() throws IOException, SQLException {
        TestBackups.fill(source);
        file = directory.resolve("musubi.backup");
    }

    @AfterEach
    void drop() {
        source.close();
        target.close();
    }

    private int backup(String masterKey) {
        return ApplicationStarts.alone(() -> Backup.run(TestBackups.arguments(file, source, masterKey)));
    }

    private int restore(String masterKey) {
        return ApplicationStarts.alone(() -> Restore.run(TestBackups.arguments(file, target, masterKey)));
    }

    /** What a command says; an application beside that logs while the command sets up the log makes Logback speak of itself. */
    private static String errors(CapturedOutput output) {
        return output.getErr()
                .lines()
                .filter(line -> !line.matches("(\\d\\d:\\d\\d:\\d\\d,\\d+ \\|-|SLF4J).*"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void everyRowIsThereAgainInTheNewestSchema(CapturedOutput output) throws IOException {
        assertThat(backup(KEY)).isZero();
        assertThat(output.getOut()).contains(file + " has all of the database", "schema 25", "The master key");
        assertThat(restore(KEY)).isZero();
        assertThat(output.getOut()).contains("The database is as it was at 20", "\"A back-up was put back\"");
        assertThat(errors(output)).isEmpty();

        var schema = new Schema(TestBackups.masterKey(KEY));
        schema.migrate(source.dataSource(), schema.newest());
        assertThat(TestBackups.rows(target)).isEqualTo(TestBackups.rows(source));
        assertThat(TestBackups.rows(target).get("inbox")).isNotEmpty();
        assertThat(TestBackups.tables(target)).isEqualTo(TestBackups.tables(source));
    }

    @Test
    void afterwardsTheDatabaseGoesOnAsItWould() {
        backup(KEY);
        restore(KEY);
        var jdbc = target.jdbc();
        var before = jdbc.sql("select max(id) from inbox").query(Long.class).single();
        var waiting = jdbc.sql("select sum(pending) from inbox_count")
                .query(Long.class)
                .single();
        assertThat(waiting)
                .isEqualTo(
                        jdbc.sql("select count(*) from inbox").query(Long.class).single());
        var id = jdbc.sql("""
                        insert into inbox (connection_id, friend_hash, friend, payload, kind)
                        select connection_id, gen_random_uuid(), friend, payload, kind from inbox limit 1 returning id
                        """).query(Long.class).single();
        assertThat(id).isGreaterThan(before);
        assertThat(jdbc.sql("select sum(pending) from inbox_count")
                        .query(Long.class)
                        .single())
                .as("triggers count again")
                .isEqualTo(waiting + 1);
    }

    @Test
    void aBackUpOfTheNewestSchemaIsTheSameDatabase() {
        var schema = new Schema(TestBackups.masterKey(KEY));
        schema.migrate(source.dataSource(), schema.newest());
        backup(KEY);
        restore(KEY);
        assertThat(TestBackups.rows(target)).isEqualTo(TestBackups.rows(source));
        var sequences =
                "select sequencename || ' ' || last_value from pg_sequences where last_value is not null order by 1";
        assertThat(target.jdbc().sql(sequences).query(String.class).list())
                .isNotEmpty()
                .isEqualTo(source.jdbc().sql(sequences).query(String.class).list());
    }

    @Test
    void aRestoreThatWasInterruptedIsDoneAgain() {
        backup(KEY);
        var schema = new Schema(TestBackups.masterKey(KEY));
        schema.migrate(target.dataSource(), MigrationVersion.fromVersion("25"));
        assertThat(restore(KEY)).isZero();
        assertThat(TestBackups.rows(target).get("inbox")).isNotEmpty();
    }

    @Test
    void aFileThatChangesWhileItIsReadLeavesNoRow() throws IOException, DamagedBackupException {
        backup(KEY);
        var reader = BackupReader.open(file);
        var schema = new Schema(TestBackups.masterKey(KEY));
        var version = MigrationVersion.fromVersion("25");
        assertThatThrownBy(() -> new LoadTables(target.dataSource(), schema)
                        .from(reader, TestBackups.key(TestBackups.OTHER_KEY), version))
                .isInstanceOf(DamagedBackupException.class);
        assertThat(TestBackups.rows(target))
                .allSatisfy((_, rows) -> assertThat(rows).isEmpty());
        assertThat(restore(KEY)).isZero();
    }

    @Test
    void aDatabaseThatIsNotEmptyStaysAsItIs(CapturedOutput output) throws IOException, SQLException {
        backup(KEY);
        TestBackups.fill(target);
        target.jdbc().sql("delete from audit").update();
        var before = TestBackups.rows(target);
        assertThat(restore(KEY)).isEqualTo(1);
        assertThat(errors(output)).startsWith("The database is not empty: it has rows, such as in the table");
        assertThat(TestBackups.rows(target)).isEqualTo(before);
    }

    @Test
    void tablesOfOthersStayAsTheyAre(CapturedOutput output) {
        backup(KEY);
        target.jdbc().sql("create table theirs (id int)").update();
        assertThat(restore(KEY)).isEqualTo(1);
        assertThat(errors(output)).startsWith("The database has tables that are not Musubi's, such as theirs.");
        assertThat(TestBackups.tables(target)).containsExactly("theirs");
    }

    @Test
    void aDamagedFileChangesNothing(CapturedOutput output) throws IOException {
        backup(KEY);
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(restore(KEY)).isEqualTo(1);
        Files.writeString(file, "something else\n");
        assertThat(restore(KEY)).isEqualTo(1);
        Files.delete(file);
        assertThat(restore(KEY)).isEqualTo(1);
        assertThat(errors(output).lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(file
                                        + " is not restored: it is cut or was altered. Nothing was changed. Use another"
                                        + " copy of it, or another back-up."),
                        line -> assertThat(line).contains("it is not a back-up that this Musubi reads"),
                        line -> assertThat(line).contains(" is not there, or this user may not read it."));
        assertThat(TestBackups.tables(target)).isEmpty();
    }

    @Test
    void anotherMasterKeyIsToldBeforeAnythingIsChanged(CapturedOutput output) {
        backup(KEY);
        assertThat(restore(TestBackups.OTHER_KEY)).isEqualTo(1);
        assertThat(restore("")).isEqualTo(1);
        assertThat(errors(output).lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains(
                                        " was made with another master key: its id is "
                                                + TestBackups.key(KEY).id(),
                                        TestBackups.key(TestBackups.OTHER_KEY).id(),
                                        "Nothing was changed."),
                        line -> assertThat(line).contains(" needs the master key with the id ", "there is none"));
        assertThat(output.getAll()).doesNotContain(KEY, TestBackups.OTHER_KEY);
        assertThat(TestBackups.tables(target)).isEmpty();
    }

    @Test
    void aNewerSchemaIsRefused(CapturedOutput output) throws IOException {
        var key = TestBackups.key(KEY);
        try (var writer = BackupWriter.create(file, new BackupHeader(Instant.now(), "9000", key.id()), key)) {
            writer.complete(Map.of());
        }
        assertThat(restore(KEY)).isEqualTo(1);
        assertThat(errors(output))
                .contains(" is not restored: its schema is 9000, and this Musubi knows up to ", "Nothing was changed.");
        assertThat(TestBackups.tables(target)).isEmpty();
    }

    @Test
    void noBackUpIsMadeThatCouldNotBeRestored(CapturedOutput output) throws IOException {
        assertThat(backup(TestBackups.OTHER_KEY)).isEqualTo(1);
        assertThat(file).doesNotExist();
        Files.writeString(file, "an older one");
        assertThat(backup(KEY)).isEqualTo(1);
        assertThat(file).hasContent("an older one");
        Files.delete(file);
        assertThat(ApplicationStarts.alone(() -> Backup.run(TestBackups.arguments(file, target, KEY))))
                .isEqualTo(1);
        assertThat(ApplicationStarts.alone(() -> Backup.run(
                        file.toString(),
                        "--musubi.master-key=" + KEY,
                        "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/musubi")))
                .isEqualTo(1);
        assertThat(ApplicationStarts.alone(
                        () -> Backup.run(TestBackups.arguments(directory.resolve("none/of/it"), source, KEY))))
                .isEqualTo(1);
        assertThat(ApplicationStarts.alone(() -> Backup.run())).isEqualTo(1);
        assertThat(errors(output).lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("The master key is not the one that the credentials"),
                        line -> assertThat(line).contains(" is there already."),
                        line -> assertThat(line).startsWith("This database has no tables of Musubi."),
                        line -> assertThat(line).startsWith("The database cannot be reached, or ended."),
                        line -> assertThat(line).contains("none/of is not there, or this user may not write"),
                        line -> assertThat(line).startsWith("Usage: bin/musubi backup"));
        assertThat(directory).isEmptyDirectory();
    }

    /** Otherwise no back-up could be restored: rows would be there twice, or in no order. */
    @Test
    void migrationsPutNoRowIntoAnEmptyDatabaseAndNoTablesReferToEachOther() {
        var schema = new Schema(TestBackups.masterKey(KEY));
        schema.migrate(target.dataSource(), schema.newest());
        assertThat(TestBackups.rows(target))
                .isNotEmpty()
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isEmpty());
    }

    @Test
    void tablesComeAfterThoseTheyReferTo() {
        assertThat(TableRepository.inOrder(List.of("a", "b", "c"), Map.of("a", Set.of("b"), "b", Set.of("c"))))
                .containsExactly("c", "b", "a");
    }
}
