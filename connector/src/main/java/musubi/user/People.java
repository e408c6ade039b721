package musubi.user;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.user.UserRefusedException.Reason;
import musubi.user.security.Passwords;
import musubi.user.store.PersonRepository;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The people who use the console. Changes are recorded in the {@link AuditLog}. */
@Component
public class People {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,190}");

    /** Most characters of a name. */
    public static final int MAX_NAME = 100;

    private final PersonRepository people;
    private final Passwords passwords;
    private final Issued issued;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    People(
            PersonRepository people,
            Passwords passwords,
            Issued issued,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.people = people;
        this.passwords = passwords;
        this.issued = issued;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Everybody, the oldest first. */
    public List<Person> all() {
        return people.all();
    }

    public Optional<Person> find(UUID id) {
        return people.find(id);
    }

    /** The person with that e-mail address, in any case. */
    public Optional<Person> find(String email) {
        return people.find(canonical(email));
    }

    /** The address as it is stored: stripped, in lower case. */
    public static String canonical(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** @throws UserRefusedException when it is no address */
    static String checkedEmail(String email) {
        if (!isEmail(email)) {
            throw new UserRefusedException(Reason.EMAIL_INVALID);
        }
        return canonical(email);
    }

    public static boolean isEmail(String email) {
        return EMAIL.matcher(canonical(email)).matches();
    }

    /**
     * Creates a person who signs in by a password.
     *
     * @throws UserRefusedException when a value is invalid or the address belongs to somebody
     */
    public Person create(String email, String name, String password, Scope scope, Language language) {
        var address = checkedEmail(email);
        return create(address, name, Optional.of(passwords.hash(password, address)), scope, language);
    }

    /**
     * Creates a person who signs in only by a provider of OpenID Connect.
     *
     * @throws UserRefusedException when a value is invalid or the address belongs to somebody
     */
    public Person createWithoutPassword(String email, String name, Scope scope, Language language) {
        return create(checkedEmail(email), name, Optional.empty(), scope, language);
    }

    private Person create(String address, String name, Optional<String> hash, Scope scope, Language language) {
        if (name.isBlank() || name.strip().length() > MAX_NAME) {
            throw new UserRefusedException(Reason.NAME_MISSING);
        }
        var id = UUID.randomUUID();
        transaction.executeWithoutResult(_ -> {
            try {
                people.insert(id, address, name.strip(), hash, scope, language, clock.instant());
            } catch (DuplicateKeyException taken) {
                throw new UserRefusedException(Reason.EMAIL_TAKEN);
            }
            audit.record(
                    Actor.current().map(Actor::name).orElse(address),
                    "person.created",
                    address,
                    scope.role().name());
        });
        return find(id).orElseThrow();
    }

    /**
     * Changes a person's role and connections, from the next request on. With a lesser role, what they have {@link Issued} is revoked.
     *
     * @throws UserRefusedException when nobody else is an admin
     */
    public void change(UUID id, Scope scope) {
        transaction.executeWithoutResult(_ -> {
            lock();
            find(id).ifPresent(person -> {
                if (scope.role() != Role.ADMIN) {
                    requireAnotherAdmin(person);
                }
                people.setScope(id, scope);
                audit.record("person.changed", person.email(), scope.role().name());
                if (!scope.role().includes(person.scope().role())) {
                    issued.revoke(person);
                }
            });
        });
    }

    public void change(UUID id, Language language) {
        people.setLanguage(id, language);
    }

    /**
     * Disables or enables a person. Who is disabled is signed out with the next request, and what they have {@link Issued} is revoked.
     *
     * @throws UserRefusedException when nobody else is an admin
     */
    public void disable(UUID id, boolean disabled) {
        transaction.executeWithoutResult(_ -> {
            lock();
            find(id).ifPresent(person -> {
                if (disabled) {
                    requireAnotherAdmin(person);
                }
                people.setDisabled(id, disabled);
                audit.record(disabled ? "person.disabled" : "person.enabled", person.email(), "");
                if (disabled) {
                    issued.revoke(person);
                }
            });
        });
    }

    /** Disconnects a person from their account at a provider; their next sign-in there may connect another one. */
    public void unlinkAccount(UUID id) {
        transaction.executeWithoutResult(_ -> find(id).filter(Person::connected).ifPresent(person -> {
            people.deleteIdentity(id);
            audit.record("person.untied", person.email(), "");
        }));
    }

    /**
     * Changes a person's password. Their other sessions end.
     *
     * @throws UserRefusedException when the former password is wrong or there is none, or the new one is refused
     */
    public void changePassword(UUID id, String former, String password) {
        transaction.executeWithoutResult(_ -> {
            var person = find(id).orElseThrow(() -> new UserRefusedException(Reason.PASSWORD_WRONG));
            if (!people.passwordHash(id)
                    .map(hash -> passwords.matches(former, hash))
                    .orElse(false)) {
                throw new UserRefusedException(Reason.PASSWORD_WRONG);
            }
            people.setPasswordHash(id, passwords.hash(password, person.email()));
            audit.record("person.password", person.email(), "");
        });
    }

    /**
     * Sets a new password without the former one. All sessions of the person end. The caller begins the transaction.
     *
     * @throws UserRefusedException when there is nobody with that address, or the password is refused
     */
    Person resetPassword(String email, String password) {
        var person = find(email).orElseThrow(() -> new UserRefusedException(Reason.NOBODY));
        people.setPasswordHash(person.id(), passwords.hash(password, person.email()));
        audit.record(person.email(), "person.reset", person.email(), "");
        return find(person.id()).orElseThrow();
    }

    /** The enabled person with that address and password. Takes as long when there is nobody. */
    public Optional<Person> authenticate(String email, String password) {
        var found = find(email);
        var hash = found.flatMap(person -> people.passwordHash(person.id()));
        if (hash.isEmpty()) {
            passwords.matchesNobody(password);
            return Optional.empty();
        }
        return found.filter(person -> passwords.matches(password, hash.get()) && !person.disabled());
    }

    /** The person has just signed in. */
    void signedIn(UUID id) {
        people.setLastLogin(id, clock.instant());
    }

    /** Lets only one change of people at a time go on, over all nodes, until the caller's transaction ends. */
    public void lock() {
        people.lock();
    }

    private void requireAnotherAdmin(Person person) {
        if (all().stream()
                .noneMatch(other -> other.scope().role() == Role.ADMIN
                        && !other.disabled()
                        && !other.id().equals(person.id()))) {
            throw new UserRefusedException(Reason.LAST_ADMIN);
        }
    }
}
