package musubi.user;

import java.util.Optional;
import musubi.user.security.UserSettings;
import org.springframework.stereotype.Component;

/** How people may sign in here. */
@Component
public class LoginWays {

    private final UserSettings settings;

    LoginWays(UserSettings settings) {
        this.settings = settings;
    }

    /** By e-mail address and password. */
    public boolean password() {
        return settings.passwordLogin();
    }

    /** By a provider of OpenID Connect: what people call it; empty when there is none. */
    public Optional<String> provider() {
        return settings.oidc().isSet() ? Optional.of(settings.oidc().name()) : Optional.empty();
    }
}
