package musubi.user.security;

import java.time.Duration;
import musubi.system.Setting;
import musubi.system.StartFailure;
import musubi.user.oidc.OidcSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Settings of how people sign in.
 *
 * @param admin the first admin
 * @param session limits of sessions
 * @param oidc the provider of OpenID Connect
 * @param passwordLogin whether people may sign in by a password
 */
@ConfigurationProperties("musubi")
public record UserSettings(
        @DefaultValue Admin admin,
        @DefaultValue Session session,
        @DefaultValue OidcSettings oidc,
        @DefaultValue("true") boolean passwordLogin) {

    public UserSettings {
        if (!passwordLogin && !oidc.isSet()) {
            throw new StartFailure(
                    "musubi.password-login is false, and musubi.oidc.issuer is not set: nobody could sign in.",
                    "Set musubi.oidc.issuer, or leave out musubi.password-login.");
        }
    }

    /** The admin that is created at start-up when there is none. Empty values count as unset. */
    public record Admin(@Nullable String email, @Nullable String password) {

        public Admin {
            email = StringUtils.hasText(email) ? email.strip() : null;
            password = StringUtils.hasText(password) ? password : null;
            if ((email == null) != (password == null)) {
                throw new StartFailure(
                        "Of musubi.admin.email and musubi.admin.password only one is set.",
                        "Set both, or none: then a link to set up the first person is printed.");
            }
            if (email != null && !email.matches("[^@\\s]+@[^@\\s]+")) {
                throw new Setting("musubi.admin.email", "").refused('"' + email + '"', "an e-mail address");
            }
        }

        /** Without the values. */
        @Override
        public String toString() {
            return "Admin[]";
        }
    }

    /**
     * Limits of sessions.
     *
     * @param life time from sign-in after which a session ends, active or not
     * @param perPerson most sessions of a person; one more ends the oldest one
     * @param inAll most sessions of all people, on all nodes; one more ends the oldest one; each takes about two kilobytes of the database
     */
    public record Session(
            @DefaultValue("8h") Duration life,
            @DefaultValue("20") int perPerson,
            @DefaultValue("5000") int inAll) {

        private static final Setting LIFE = new Setting("musubi.session.life", "8h");
        private static final Setting PER_PERSON = new Setting("musubi.session.per-person", "20");
        private static final Setting IN_ALL = new Setting("musubi.session.in-all", "5000");

        public Session {
            life = LIFE.duration(life, Duration.ofMinutes(1), Duration.ofDays(30));
            perPerson = PER_PERSON.number(perPerson, 1, 1_000);
            inAll = IN_ALL.number(inAll, 1, 100_000);
        }
    }
}
