package musubi.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import musubi.system.MasterKey;
import musubi.system.command.Command;
import musubi.system.command.CommandDatabase;
import musubi.system.command.CommandRefusedException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The command {@code bin/musubi restore <file>}: puts a back-up into an empty database, which no Musubi uses meanwhile. The file is checked
 * to the byte before anything else is touched.
 */
public final class Restore {

    /** The first argument of the command. */
    public static final String COMMAND = "restore";

    private static final String USAGE = "Usage: bin/musubi restore <file> [--setting=value ...], with the settings that"
            + " Musubi will be started with. Musubi must not run, and its database must be empty.";

    private Restore() {}

    /**
     * Runs the command.
     *
     * @param arguments the file to read, and settings as {@code --name=value}; without the command itself
     * @return the exit status: 0 when all of the file is in the database; or 1, with an empty database, when standard error says why
     */
    public static int run(String... arguments) {
        return Command.run(USAGE, Restore::restore, arguments);
    }

    private static String restore(String name, Environment settings) {
        var file = Path.of(name).toAbsolutePath();
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandRefusedException(file + " is not there, or this user may not read it.");
        }
        try {
            return restore(file, BackupReader.open(file), settings);
        } catch (DamagedBackupException damaged) {
            throw new CommandRefusedException(
                    file + " is not restored: " + damaged.getMessage()
                            + ". Nothing was changed. Use another copy of it, or another back-up.",
                    damaged);
        } catch (IOException failure) {
            throw new CommandRefusedException(
                    file + " cannot be read (" + failure + "). Nothing was changed.", failure);
        } catch (FlywayException | DataAccessException | TransactionException failure) {
            throw DatabaseFailure.refused(failure, "No row was restored; it can be tried again.");
        }
    }

    private static String restore(Path file, BackupReader reader, Environment settings)
            throws IOException, DamagedBackupException {
        var masterKey = masterKey(file, reader.header(), settings);
        var schema = new Schema(masterKey);
        var version = version(file, reader.header(), schema);
        var key = new BackupKey(masterKey);
        reader.verify(key);
        try (var database = CommandDatabase.alone(settings)) {
            var rows = new LoadTables(database.dataSource(), schema).from(reader, key, version);
            return ("The database is as it was at %s (%d rows from %s). Before you start Musubi, read docs/runbook.md,"
                            + " \"A back-up was put back\".")
                    .formatted(reader.header().created(), rows, file);
        }
    }

    private static MasterKey masterKey(Path file, BackupHeader header, Environment settings) {
        var advice =
                ". Put the master.key of that time into the data directory (mode 0700, with nothing else in it), or set it"
                        + " as musubi.master-key (MUSUBI_MASTER_KEY). Nothing was changed.";
        var key = MasterKey.existing(settings)
                .orElseThrow(() -> new CommandRefusedException(
                        file + " needs the master key with the id " + header.key() + ", and there is none" + advice));
        var id = new BackupKey(key).id();
        if (!id.equals(header.key())) {
            throw new CommandRefusedException(file + " was made with another master key: its id is " + header.key()
                    + ", and that of the one at hand is " + id + advice);
        }
        return key;
    }

    private static MigrationVersion version(Path file, BackupHeader header, Schema schema) {
        return schema.known(header.schema())
                .orElseThrow(() -> new CommandRefusedException(
                        "%s is not restored: its schema is %s, and this Musubi knows up to %s."
                                        .formatted(file, header.schema(), schema.newest())
                                + " Use the version of Musubi that made it, or a newer one. Nothing was changed."));
    }
}
