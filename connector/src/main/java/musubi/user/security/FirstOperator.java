package musubi.user.security;

import musubi.system.StartFailure;
import musubi.user.Invitations;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;
import musubi.user.UserRefusedException;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes sure that somebody can sign in: creates the admin of the settings, else prints a set-up link while there is nobody. */
@Component
@EnableConfigurationProperties(UserSettings.class)
class FirstOperator implements ApplicationRunner {

    private final UserSettings settings;
    private final People people;
    private final Invitations invitations;
    private final TransactionTemplate transaction;

    FirstOperator(UserSettings settings, People people, Invitations invitations, TransactionTemplate transaction) {
        this.settings = settings;
        this.people = people;
        this.invitations = invitations;
        this.transaction = transaction;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        var email = settings.admin().email();
        var password = settings.admin().password();
        if (email != null && password != null) {
            try {
                transaction.executeWithoutResult(status -> create(email, password));
            } catch (UserRefusedException refused) {
                throw new StartFailure(message(refused), "Set another one, or leave both out.", refused);
            }
        }
    }

    private void create(String email, String password) {
        people.lock();
        if (people.all().stream().noneMatch(person -> person.scope().role() == Role.ADMIN)) {
            people.create(email, email, password, Scope.all(Role.ADMIN), Language.JA);
        }
    }

    private static String message(UserRefusedException refused) {
        return switch (refused.reason()) {
            case PASSWORD_TOO_SHORT ->
                "musubi.admin.password is too short (expected: at least %d characters)."
                        .formatted(Passwords.MIN_LENGTH);
            case PASSWORD_TOO_LONG ->
                "musubi.admin.password is too long (expected: at most %d characters).".formatted(Passwords.MAX_LENGTH);
            case PASSWORD_TOO_SIMPLE -> "musubi.admin.password is too easy to guess.";
            case PASSWORD_COMMON ->
                "musubi.admin.password is one of the passwords that are guessed first, or little more.";
            case EMAIL_TAKEN -> "musubi.admin.email is the address of somebody who is not an admin.";
            case EMAIL_INVALID, NAME_MISSING, PASSWORD_WRONG, LINK_GONE, NOBODY, DISABLED, LAST_ADMIN ->
                "musubi.admin.email is not an e-mail address.";
        };
    }

    // the person who started Musubi in a terminal reads this
    @SuppressWarnings("SystemOut")
    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void ready(ApplicationReadyEvent event) {
        if (people.all().isEmpty()) {
            System.out.println("Set up Musubi at " + invitations.setUp());
        }
    }
}
