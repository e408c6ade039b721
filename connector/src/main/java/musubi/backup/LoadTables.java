package musubi.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import musubi.system.command.CommandRefusedException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts the rows of a back-up into an empty database: makes the tables of its version, takes the rows in one transaction, and brings the
 * tables to the newest version. Interrupted at any point, there are either all rows or none, and it can be done again or goes on at the next
 * start of Musubi.
 */
final class LoadTables {

    private final DataSource database;
    private final TableRepository tables;
    private final Schema schema;

    LoadTables(DataSource database, Schema schema) {
        this.database = database;
        this.tables = new TableRepository(database);
        this.schema = schema;
    }

    /**
     * Loads it.
     *
     * @return the number of rows
     * @throws CommandRefusedException when the database is not empty, or has other tables
     * @throws DamagedBackupException when the file has changed since it was verified
     */
    long from(BackupReader reader, BackupKey key, MigrationVersion version) throws IOException, DamagedBackupException {
        mustBeEmpty(version);
        schema.migrate(database, version);
        var rows = loaded(reader, key);
        try {
            schema.migrate(database, schema.newest());
            tables.analyze();
        } catch (FlywayException | DataAccessException failure) {
            throw DatabaseFailure.refused(
                    failure,
                    "All rows were restored, as they were in version " + version + ". Start Musubi: it goes on there.");
        }
        return rows;
    }

    /** A restore that was interrupted left tables of its version or of an earlier one, without rows. */
    private void mustBeEmpty(MigrationVersion version) {
        var names = tables.tables();
        var versions = tables.versions();
        if (!names.isEmpty() && versions.isEmpty()) {
            throw new CommandRefusedException("The database has tables that are not Musubi's, such as "
                    + names.getFirst() + ". Give an empty one. Nothing was changed.");
        }
        if (versions.stream()
                .anyMatch(known -> MigrationVersion.fromVersion(known).compareTo(version) > 0)) {
            throw notEmpty("tables of a newer version than the back-up");
        }
        mustHaveNoRows(names);
    }

    private void mustHaveNoRows(List<String> names) {
        for (var name : names) {
            if (!tables.isEmpty(name)) {
                throw notEmpty("rows, such as in the table " + name);
            }
        }
    }

    private static CommandRefusedException notEmpty(String what) {
        return new CommandRefusedException("The database is not empty: it has " + what
                + ". Stop Musubi, and move the data directory away (all but master.key) or give an empty database of your own."
                + " Nothing was changed.");
    }

    private long loaded(BackupReader reader, BackupKey key) throws IOException, DamagedBackupException {
        try {
            return Objects.requireNonNull(new TransactionTemplate(new JdbcTransactionManager(database)).execute(_ -> {
                try {
                    return load(reader, key);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                } catch (DamagedBackupException damaged) {
                    throw new CarriedException(damaged);
                }
            }));
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        } catch (CarriedException damaged) {
            throw damaged.damaged;
        }
    }

    private long load(BackupReader reader, BackupKey key) throws IOException, DamagedBackupException {
        tables.prepare();
        var names = tables.tables();
        tables.lockAlone(names);
        mustHaveNoRows(names);
        var content = new Rows(new HashSet<>(names));
        reader.read(key, content);
        if (!content.missing.isEmpty()) {
            throw new DamagedBackupException("it lacks the tables " + content.missing);
        }
        return content.loaded;
    }

    /** Through a transaction, which is rolled back. */
    private static final class CarriedException extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final DamagedBackupException damaged;

        CarriedException(DamagedBackupException damaged) {
            super(damaged);
            this.damaged = damaged;
        }
    }

    private final class Rows implements BackupReader.Content {

        private final Set<String> missing;
        private long loaded;

        Rows(Set<String> missing) {
            this.missing = missing;
        }

        @Override
        public void table(String table, List<String> columns, Lines rows) throws IOException, DamagedBackupException {
            if (!missing.remove(table)) {
                throw new DamagedBackupException("its version has no table " + table);
            }
            tables.triggers(table, false);
            try {
                copy(table, columns, rows);
            } catch (SQLException failure) {
                throw new UncategorizedSQLException("putting rows into " + table, null, failure);
            }
            tables.triggers(table, true);
        }

        private void copy(String table, List<String> columns, Lines rows)
                throws IOException, SQLException, DamagedBackupException {
            var copy = tables.copyIn(table, columns);
            try {
                while (rows.next()) {
                    if (BackupReader.isEnd(rows)) {
                        loaded += copy.endCopy();
                        return;
                    }
                    copy.writeToCopy(rows.buffer(), rows.start(), rows.length());
                }
                throw new DamagedBackupException("the rows of the table " + table + " do not end");
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        }

        @Override
        public void sequences(Map<String, Long> sequences) {
            sequences.forEach(tables::continueAfter);
        }
    }
}
