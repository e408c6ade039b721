package musubi;

import java.util.Arrays;
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
     * @param arguments {@code reset-password <e-mail>} for that command alone; else settings as {@code --name=value}; {@code --sandbox} brings LINE and HubSpot along
     */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals(ResetPassword.COMMAND)) {
            System.exit(ResetPassword.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
        var application = new SpringApplication(Musubi.class);
        try {
            application.run(prepared(application, arguments));
        } catch (RuntimeException | Error ignored) {
            // told already; threads of the sandbox would keep the process alive
            System.exit(1);
        }
    }

    private static String[] prepared(SpringApplication application, String... arguments) {
        if (SandboxStart.isRequested(arguments)) {
            return SandboxStart.prepare(application, arguments);
        }
        application.addListeners(new FirstSteps());
        return arguments;
    }
}
