package musubi;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** Starts the connector. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
public class Musubi {

    /**
     * Starts it, and ends the process with status 1 when that fails.
     *
     * @param arguments settings as {@code --name=value}
     */
    public static void main(String[] arguments) {
        // the place to start what goes with --sandbox: before the application, so that its settings can name it
        SpringApplication.run(Musubi.class, arguments);
    }
}
