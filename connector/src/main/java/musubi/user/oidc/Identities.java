package musubi.user.oidc;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import musubi.system.SqlTime;
import musubi.user.AuditLog;
import musubi.user.Invitations;
import musubi.user.Language;
import musubi.user.OidcRefusedException;
import musubi.user.OidcRefusedException.Reason;
import musubi.user.People;
import musubi.user.Person;
import musubi.user.Role;
import musubi.user.Scope;
import musubi.user.security.UserSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds the person to whom an account at a provider belongs. Once an account is connected to a person, its issuer and subject decide;
 * before that its e-mail address does, if the provider has verified it.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#ClaimStability">OpenID Connect Core 5.7, Claim
 *     Stability and Uniqueness</a>: no other claim identifies somebody
 */
@Component
public class Identities {

    private final JdbcClient jdbc;
    private final OidcSettings settings;
    private final People people;
    private final Invitations invitations;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Identities(
            JdbcClient jdbc,
            UserSettings settings,
            People people,
            Invitations invitations,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings.oidc();
        this.people = people;
        this.invitations = invitations;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * The person to whom the account belongs: the one it is connected to, else the one with its e-mail address, else a new person who is
     * invited or may join by {@code musubi.oidc.new-people}.
     *
     * @param language of a new person
     * @throws OidcRefusedException when nobody may sign in by the account
     */
    public Person person(OidcAccount account, Language language) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            people.lock();
            var person = connected(account).orElseGet(() -> connect(account, language));
            if (person.disabled()) {
                throw new OidcRefusedException(Reason.DISABLED);
            }
            return person;
        }));
    }

    private Optional<Person> connected(OidcAccount account) {
        return jdbc.sql("select person_id from person_identity where issuer = :issuer and subject = :subject")
                .param("issuer", account.issuer())
                .param("subject", account.subject())
                .query(UUID.class)
                .optional()
                .flatMap(people::find);
    }

    private Person connect(OidcAccount account, Language language) {
        var email = email(account);
        var person = people.find(email).orElseGet(() -> create(email, account.name(), language));
        if (person.disabled()) {
            throw new OidcRefusedException(Reason.DISABLED);
        }
        var inserted = jdbc.sql("""
                        insert into person_identity (issuer, subject, person_id, tied_at)
                        values (:issuer, :subject, :person, :at)
                        on conflict (person_id, issuer) do nothing
                        """)
                .param("issuer", account.issuer())
                .param("subject", account.subject())
                .param("person", person.id())
                .param("at", SqlTime.of(clock.instant()))
                .update();
        if (inserted == 0) {
            // who gets the e-mail address of somebody does not become that person
            throw new OidcRefusedException(Reason.TAKEN);
        }
        audit.record(person.email(), "person.tied", person.email(), account.issuer());
        return person;
    }

    /** The e-mail address, unless the provider says that it is not verified. */
    private String email(OidcAccount account) {
        return account.email()
                .filter(_ -> account.verified().orElse(settings.trustEmail()))
                .filter(People::isEmail)
                .map(People::canonical)
                .orElseThrow(() -> new OidcRefusedException(Reason.UNVERIFIED));
    }

    private Person create(String email, String name, Language language) {
        var invited = invitations.scopeOf(email);
        var scope = invited.or(() -> settings.roleOfNewPeople().map(Scope::all))
                .orElseThrow(() -> new OidcRefusedException(Reason.UNKNOWN));
        if (scope.role() != Role.ADMIN && people.all().isEmpty()) {
            // else the set-up link would not work any more
            throw new OidcRefusedException(Reason.FIRST);
        }
        invitations.withdraw(email);
        return people.createWithoutPassword(email, nameOf(name.isBlank() ? email : name), scope, language);
    }

    private static String nameOf(String given) {
        var name = given.strip();
        if (name.length() <= People.MAX_NAME) {
            return name;
        }
        var end = Character.isHighSurrogate(name.charAt(People.MAX_NAME - 1)) ? People.MAX_NAME - 1 : People.MAX_NAME;
        return name.substring(0, end);
    }
}
