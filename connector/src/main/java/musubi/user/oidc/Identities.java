package musubi.user.oidc;

import java.time.Clock;
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
import org.springframework.transaction.annotation.Transactional;

/**
 * Which account at a provider is whose. Issuer and subject decide once they are tied to a person; until then the e-mail
 * address does, where the provider vouches for it.
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
    private final Clock clock;

    Identities(
            JdbcClient jdbc,
            UserSettings settings,
            People people,
            Invitations invitations,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings.oidc();
        this.people = people;
        this.invitations = invitations;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The person whose account it is: tied already, else the one with its address, else one who is made now because they
     * are invited or new people are taken.
     *
     * @param language of one who is made
     * @throws OidcRefusedException when it is nobody who may come in
     */
    @Transactional
    public Person person(OidcAccount account, Language language) {
        people.lock();
        var person = tied(account).orElseGet(() -> tie(account, language));
        if (person.disabled()) {
            throw new OidcRefusedException(Reason.DISABLED);
        }
        return person;
    }

    private Optional<Person> tied(OidcAccount account) {
        return jdbc.sql("select person_id from person_identity where issuer = :issuer and subject = :subject")
                .param("issuer", account.issuer())
                .param("subject", account.subject())
                .query(UUID.class)
                .optional()
                .flatMap(people::find);
    }

    private Person tie(OidcAccount account, Language language) {
        var email = email(account);
        var person = people.find(email).orElseGet(() -> create(email, account.name(), language));
        if (person.disabled()) {
            throw new OidcRefusedException(Reason.DISABLED);
        }
        var tied = jdbc.sql("""
                        insert into person_identity (issuer, subject, person_id, tied_at)
                        values (:issuer, :subject, :person, :at)
                        on conflict (person_id, issuer) do nothing
                        """)
                .param("issuer", account.issuer())
                .param("subject", account.subject())
                .param("person", person.id())
                .param("at", SqlTime.of(clock.instant()))
                .update();
        if (tied == 0) {
            // an address that was given to somebody else does not make them the former
            throw new OidcRefusedException(Reason.TAKEN);
        }
        audit.record(person.email(), "person.tied", person.email(), account.issuer());
        return person;
    }

    /** An address that is said not to be verified never counts. */
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
            // the set-up link works only while there is nobody
            throw new OidcRefusedException(Reason.FIRST);
        }
        invitations.withdraw(email);
        return people.createWithoutPassword(email, nameOf(name.isBlank() ? email : name), scope, language);
    }

    private static String nameOf(String given) {
        var name = given.strip();
        if (name.length() <= People.LONGEST_NAME) {
            return name;
        }
        var end = Character.isHighSurrogate(name.charAt(People.LONGEST_NAME - 1))
                ? People.LONGEST_NAME - 1
                : People.LONGEST_NAME;
        return name.substring(0, end);
    }
}
