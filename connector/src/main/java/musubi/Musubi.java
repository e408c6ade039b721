package musubi;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToIntFunction;
import musubi.backup.Backup;
import musubi.backup.Restore;
import musubi.standins.SandboxStart;
import musubi.user.ResetPassword;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** Starts the connector. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
public class Musubi {

    /**
     * Starts it, and ends the process with status 1 when that fails.
     *
     * @param arguments {@code reset-password <e-mail>}, {@code backup <file>} or {@code restore <file>} for that command alone; else settings as {@code --name=value}; {@code --sandbox} brings LINE and HubSpot along
     */
    public static void main(String[] arguments) {
        var command = arguments.length == 0 ? Optional.<ToIntFunction<String[]>>empty() : command(arguments[0]);
        if (command.isPresent()) {
            System.exit(command.get().applyAsInt(Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
        var application = new SpringApplication(Musubi.class);
        try {
            application.run(prepared(application, arguments));
        } catch (RuntimeException | Error ignored) {
            // told already; threads of the sandbox would keep the process alive
            System.exit(1);
        }
    }

    private static Optional<ToIntFunction<String[]>> command(String name) {
        return switch (name) {
            case ResetPassword.COMMAND -> Optional.of(ResetPassword::run);
            case Backup.COMMAND -> Optional.of(Backup::run);
            case Restore.COMMAND -> Optional.of(Restore::run);
            default -> Optional.empty();
        };
    }

    private static String[] prepared(SpringApplication application, String... arguments) {
        if (SandboxStart.isRequested(arguments)) {
            return SandboxStart.prepare(application, arguments);
        }
        application.addListeners(new FirstSteps());
        return arguments;
    }
}
