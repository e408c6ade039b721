package musubi.user;

import java.net.URI;
import java.time.Clock;
import musubi.system.PublicAddress;
import musubi.system.command.Command;
import musubi.system.command.CommandDatabase;
import musubi.system.command.CommandRefusedException;
import musubi.user.security.Passwords;
import musubi.user.store.PersonRepository;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The command {@code bin/musubi reset-password <e-mail>}: prints a one-time link for a new password, for when nobody can sign in. It runs
 * beside a running Musubi, on the same database, with the same settings.
 */
public final class ResetPassword {

    /** The first argument of the command. */
    public static final String COMMAND = "reset-password";

    private static final String USAGE =
            "Usage: bin/musubi reset-password <e-mail> [--setting=value ...], with the settings"
                    + " that Musubi was started with.";

    private ResetPassword() {}

    /**
     * Runs the command.
     *
     * @param arguments an e-mail address, and settings as {@code --name=value}; without the command itself
     * @return the exit status: 0, or 1 when there is no link and standard error says why
     */
    public static int run(String... arguments) {
        return Command.run(USAGE, ResetPassword::link, arguments);
    }

    private static String link(String given, Environment settings) {
        if (!People.isEmail(given)) {
            throw new CommandRefusedException(USAGE);
        }
        var email = People.canonical(given);
        return "A new password for " + email + " can be chosen once, within an hour, at " + reset(email, settings);
    }

    private static URI reset(String email, Environment settings) {
        if (!settings.getProperty("musubi.password-login", Boolean.class, true)) {
            throw new CommandRefusedException(
                    "musubi.password-login is false: nobody signs in by a password here. Leave it out and start"
                            + " Musubi again, then try again.");
        }
        var database = CommandDatabase.ofRunning(settings);
        var clock = Clock.systemUTC();
        var jdbc = JdbcClient.create(database);
        var audit = new AuditLog(jdbc, clock);
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        var people = new People(
                new PersonRepository(jdbc),
                new Passwords(),
                new Issued(jdbc, audit, transaction),
                audit,
                transaction,
                clock);
        var invitations = new Invitations(jdbc, people, audit, PublicAddress.of(settings), transaction, clock);
        try {
            return invitations.reset(email, "bin/musubi " + COMMAND);
        } catch (UserRefusedException refused) {
            throw new CommandRefusedException(
                    refused.reason() == UserRefusedException.Reason.DISABLED
                            ? email
                                    + " is disabled. Another admin can enable them in the console, under Settings, People."
                            : "There is nobody with the address " + email + " in this Musubi.");
        } catch (BadSqlGrammarException otherTables) {
            throw new CommandRefusedException(
                    "This database is not one of this version of Musubi. Start Musubi on it once, then try again.");
        } catch (DataAccessException | TransactionException away) {
            throw new CommandRefusedException(
                    "The database cannot be reached. Check that it runs, and the settings spring.datasource.url,"
                            + " .username and .password.");
        }
    }
}
