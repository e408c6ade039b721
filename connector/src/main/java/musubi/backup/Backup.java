package musubi.backup;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import musubi.system.MasterKey;
import musubi.system.command.Command;
import musubi.system.command.CommandDatabase;
import musubi.system.command.CommandRefusedException;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The command {@code bin/musubi backup <file>}: copies the database into one file, beside a running Musubi or without one. The master key is
 * not in the file; it authenticates it.
 */
public final class Backup {

    /** The first argument of the command. */
    public static final String COMMAND = "backup";

    private static final String USAGE = "Usage: bin/musubi backup <file> [--setting=value ...], with the settings that"
            + " Musubi was started with. The file must not exist.";
    private static final double MEGABYTE = 1_000_000;

    private Backup() {}

    /**
     * Runs the command.
     *
     * @param arguments the file to write, and settings as {@code --name=value}; without the command itself
     * @return the exit status: 0 when the file is complete and on disk; or 1, with no file, when standard error says why
     */
    public static int run(String... arguments) {
        return Command.run(USAGE, Backup::backUp, arguments);
    }

    private static String backUp(String name, Environment settings) {
        var file = Path.of(name).toAbsolutePath();
        if (Files.exists(file)) {
            throw new CommandRefusedException(file + " is there already. Give the name of a file that does not exist.");
        }
        var directory = file.getParent();
        if (directory == null || !Files.isWritable(directory)) {
            throw new CommandRefusedException(directory + " is not there, or this user may not write into it.");
        }
        var key = MasterKey.existing(settings)
                .orElseThrow(() -> new CommandRefusedException("There is no master key. Say where the data are with"
                        + " --musubi.data-dir, or set musubi.master-key (MUSUBI_MASTER_KEY), as for Musubi itself."));
        try (var database = CommandDatabase.existing(settings)) {
            var copied = new CopyTables(database.dataSource(), key, Clock.systemUTC()).to(file);
            return "%s has all of the database (%d rows, schema %s, %.1f MB). The master key (id %s) is not in it: keep it elsewhere."
                    .formatted(file, copied.rows(), copied.schema(), copied.bytes() / MEGABYTE, copied.key());
        } catch (UncheckedIOException failure) {
            throw new CommandRefusedException(
                    file + " cannot be written (" + failure.getCause() + "). Nothing was backed up.", failure);
        } catch (DataAccessException | TransactionException failure) {
            throw DatabaseFailure.refused(failure, "Nothing was backed up.");
        }
    }
}
