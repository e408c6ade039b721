package musubi.system.command;

import java.util.Arrays;
import musubi.system.StartFailure;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.core.env.Environment;

/**
 * A command with one argument, such as {@code bin/musubi reset-password <e-mail>}, with the settings that Musubi is started with. Only the
 * settings are loaded: there are no beans and no web server.
 */
public final class Command {

    /** What a command does. */
    @FunctionalInterface
    public interface Work {

        /**
         * Does it.
         *
         * @param argument of the command
         * @return what the person is told on standard output
         * @throws CommandRefusedException when it is not done
         */
        String run(String argument, Environment settings);
    }

    private Command() {}

    /** Loads the settings only. */
    static final class SettingsAlone {}

    /**
     * Runs a command.
     *
     * @param usage what is printed when there is not exactly one argument
     * @param arguments the argument of the command, and settings as {@code --name=value}
     * @return the exit status: 0, or 1 when standard error says why
     */
    // a person at a terminal reads this
    @SuppressWarnings("SystemOut")
    public static int run(String usage, Work work, String... arguments) {
        var own = Arrays.stream(arguments)
                .filter(argument -> !argument.startsWith("--"))
                .toList();
        if (own.size() != 1) {
            System.err.println(usage);
            return 1;
        }
        var application = new SpringApplication(SettingsAlone.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        try (var context = application.run(arguments)) {
            System.out.println(work.run(own.getFirst(), context.getEnvironment()));
            return 0;
        } catch (CommandRefusedException refused) {
            System.err.println(refused.getMessage());
        } catch (StartFailure failure) {
            System.err.println(failure.getMessage() + " " + failure.action());
        }
        return 1;
    }
}
