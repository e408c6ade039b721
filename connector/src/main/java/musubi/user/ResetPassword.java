package musubi.user;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Properties;
import musubi.system.PublicAddress;
import musubi.system.StartFailure;
import musubi.user.security.Passwords;
import musubi.user.store.PersonRepository;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
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

    /** Loads the settings only: without beans, without a web server. */
    static final class SettingsAlone {}

    /** Why there is no link, and what the person can do. */
    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * Runs the command.
     *
     * @param arguments an e-mail address, and settings as {@code --name=value}; without the command itself
     * @return the exit status: 0, or 1 when there is no link and standard error says why
     */
    // a person at a terminal reads this
    @SuppressWarnings("SystemOut")
    public static int run(String... arguments) {
        var emails = Arrays.stream(arguments)
                .filter(argument -> !argument.startsWith("--"))
                .toList();
        if (emails.size() != 1 || !People.isEmail(emails.getFirst())) {
            System.err.println(USAGE);
            return 1;
        }
        var application = new SpringApplication(SettingsAlone.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        try (var context = application.run(arguments)) {
            var email = People.canonical(emails.getFirst());
            var link = link(email, context.getEnvironment());
            System.out.println("A new password for " + email + " can be chosen once, within an hour, at " + link);
            return 0;
        } catch (Refused refused) {
            System.err.println(refused.getMessage());
        } catch (StartFailure failure) {
            System.err.println(failure.getMessage() + " " + failure.action());
        }
        return 1;
    }

    private static URI link(String email, Environment settings) throws Refused {
        if (!settings.getProperty("musubi.password-login", Boolean.class, true)) {
            throw new Refused(
                    "musubi.password-login is false: nobody signs in by a password here. Leave it out and start"
                            + " Musubi again, then try again.");
        }
        var database = database(settings);
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
            throw new Refused(
                    refused.reason() == UserRefusedException.Reason.DISABLED
                            ? email
                                    + " is disabled. Another admin can enable them in the console, under Settings, People."
                            : "There is nobody with the address " + email + " in this Musubi.");
        } catch (BadSqlGrammarException otherTables) {
            throw new Refused(
                    "This database is not one of this version of Musubi. Start Musubi on it once, then try again.");
        } catch (DataAccessException | TransactionException away) {
            throw new Refused(
                    "The database cannot be reached. Check that it runs, and the settings spring.datasource.url,"
                            + " .username and .password.");
        }
    }

    private static DriverManagerDataSource database(Environment settings) throws Refused {
        var url = settings.getProperty("spring.datasource.url", "");
        return url.isBlank()
                ? embedded(Path.of(settings.getProperty("musubi.data-dir", "data")))
                : new DriverManagerDataSource(
                        url,
                        settings.getProperty("spring.datasource.username", ""),
                        settings.getProperty("spring.datasource.password", ""));
    }

    private static DriverManagerDataSource embedded(Path dataDirectory) throws Refused {
        var file = dataDirectory.resolve("database.properties");
        var properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
        } catch (IOException none) {
            throw new Refused("No Musubi is running on " + dataDirectory.toAbsolutePath() + " (" + file.getFileName()
                    + " is not there, or is another user's). Start it as the same user, or say where its data are with"
                    + " --musubi.data-dir.");
        }
        return new DriverManagerDataSource(
                "jdbc:postgresql://%s:%s/%s?requireAuth=scram-sha-256"
                        .formatted(
                                properties.getProperty("host"),
                                properties.getProperty("port"),
                                properties.getProperty("database")),
                properties.getProperty("username", ""),
                properties.getProperty("password", ""));
    }
}
