package musubi.user;

import java.util.Optional;
import musubi.user.security.UserSettings;
import org.springframework.stereotype.Component;

/** How people may sign in, by the settings. */
@Component
public class LoginWays {

    private final UserSettings settings;

    LoginWays(UserSettings settings) {
        this.settings = settings;
    }

    /** Whether by e-mail address and password. */
    public boolean password() {
        return settings.passwordLogin();
    }

    /** The name of the provider of OpenID Connect; empty when there is none. */
    public Optional<String> provider() {
        return settings.oidc().isSet() ? Optional.of(settings.oidc().name()) : Optional.empty();
    }
}
