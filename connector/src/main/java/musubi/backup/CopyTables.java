package musubi.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import musubi.inbox.migration.EncryptedSchema;
import musubi.system.MasterKey;
import musubi.system.StartFailure;
import musubi.system.command.CommandRefusedException;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Copies all rows of all tables, as they are at one moment, in one transaction that holds up nobody. Memory for a row at a time, whatever
 * their number.
 */
final class CopyTables {

    /**
     * What was copied.
     *
     * @param bytes of the file
     * @param key the {@link BackupKey#id}
     */
    record Copied(long rows, String schema, long bytes, String key) {}

    private final DataSource database;
    private final TableRepository tables;
    private final MasterKey masterKey;
    private final Clock clock;

    CopyTables(DataSource database, MasterKey masterKey, Clock clock) {
        this.database = database;
        this.tables = new TableRepository(database);
        this.masterKey = masterKey;
        this.clock = clock;
    }

    /**
     * Copies them.
     *
     * @throws CommandRefusedException when the database is none of Musubi's
     * @throws StartFailure when it was used with another key
     * @throws UncheckedIOException when the file cannot be written
     */
    Copied to(Path file) {
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        transaction.setReadOnly(true);
        var names = tables.tables();
        return Objects.requireNonNull(transaction.execute(_ -> {
            try {
                return copy(names, file);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (SQLException failure) {
                throw new UncategorizedSQLException("copying rows", null, failure);
            }
        }));
    }

    private Copied copy(List<String> names, Path file) throws IOException, SQLException {
        tables.prepare();
        // what the transaction sees is decided by its first look, after this
        tables.lockShared(names);
        if (!names.equals(tables.tables())) {
            throw new CommandRefusedException(
                    "The database's tables are being changed. Try again when Musubi has started.");
        }
        var schema = schema();
        EncryptedSchema.check(DataSourceUtils.getConnection(database), masterKey);
        var key = new BackupKey(masterKey);
        try (var writer = BackupWriter.create(
                file, new BackupHeader(clock.instant().truncatedTo(ChronoUnit.SECONDS), schema, key.id()), key)) {
            var rows = 0L;
            for (var name : names) {
                rows += copy(name, writer);
            }
            return new Copied(rows, schema, writer.complete(tables.sequences()), key.id());
        }
    }

    private String schema() {
        return tables.versions().stream()
                .map(MigrationVersion::fromVersion)
                .max(MigrationVersion::compareTo)
                .map(MigrationVersion::getVersion)
                .orElseThrow(() -> new CommandRefusedException("This database has no tables of Musubi. Check the"
                        + " settings musubi.data-dir and spring.datasource.url."));
    }

    private long copy(String table, BackupWriter writer) throws IOException, SQLException {
        var columns = tables.columns(table);
        writer.beginTable(table, columns);
        var copy = tables.copyOut(table, columns);
        var rows = 0L;
        try {
            for (var row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                writer.row(row);
                rows++;
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        writer.endTable();
        return rows;
    }
}
