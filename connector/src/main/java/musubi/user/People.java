package musubi.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.system.SqlTime;
import musubi.user.UserRefusedException.Reason;
import musubi.user.security.Passwords;
import musubi.user.security.Tokens;
import musubi.user.store.JdbcMapping;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people who use the console. Changes are recorded. */
@Component
public class People {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,190}");
    public static final int LONGEST_NAME = 100;

    /** Keeps this lock apart from others in the same database. */
    private static final int LOCK = 0x4d55_5355;

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Issued issued;
    private final AuditLog audit;
    private final Clock clock;

    People(JdbcClient jdbc, Passwords passwords, Issued issued, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.issued = issued;
        this.audit = audit;
        this.clock = clock;
    }

    /** All, the oldest first. */
    public List<Person> all() {
        return read("true", Optional.empty());
    }

    public Optional<Person> find(UUID id) {
        return read("id = :value", Optional.of(id)).stream().findFirst();
    }

    /** By e-mail address, in any case. */
    public Optional<Person> find(String email) {
        return read("email = :value", Optional.of(canonical(email))).stream().findFirst();
    }

    /** The address as it is kept. */
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
     * Makes a person.
     *
     * @throws UserRefusedException when something of it cannot be taken
     */
    @Transactional
    public Person create(String email, String name, String password, Scope scope, Language language) {
        var address = checkedEmail(email);
        return create(address, name, Optional.of(passwords.hash(password, address)), scope, language);
    }

    /** Makes a person who signs in by a provider alone. */
    public Person createWithoutPassword(String email, String name, Scope scope, Language language) {
        return create(checkedEmail(email), name, Optional.empty(), scope, language);
    }

    private Person create(String address, String name, Optional<String> hash, Scope scope, Language language) {
        if (name.isBlank() || name.strip().length() > LONGEST_NAME) {
            throw new UserRefusedException(Reason.NAME_MISSING);
        }
        var id = UUID.randomUUID();
        try {
            jdbc.sql("""
                            insert into person
                                (id, email, name, password_hash, role, language, all_connections, created_at)
                            values (:id, :email, :name, :hash, :role, :language, :all, :at)
                            """)
                    .param("id", id)
                    .param("email", address)
                    .param("name", name.strip())
                    .param("hash", hash.orElse(null))
                    .param("role", scope.role().name())
                    .param("language", language.code())
                    .param("all", scope.allConnections())
                    .param("at", SqlTime.of(clock.instant()))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new UserRefusedException(Reason.EMAIL_TAKEN);
        }
        connections(id, scope.connections());
        audit.record(
                Actor.current().map(Actor::name).orElse(address),
                "person.created",
                address,
                scope.role().name());
        return find(id).orElseThrow();
    }

    /** Another role, or other connections, from the next request on. With a lesser role ends what they have {@link Issued}. */
    @Transactional
    public void change(UUID id, Scope scope) {
        lock();
        find(id).ifPresent(person -> {
            if (scope.role() != Role.ADMIN) {
                anotherAdminThan(person);
            }
            jdbc.sql("update person set role = :role, all_connections = :all where id = :id")
                    .param("id", id)
                    .param("role", scope.role().name())
                    .param("all", scope.allConnections())
                    .update();
            connections(id, scope.connections());
            audit.record("person.changed", person.email(), scope.role().name());
            if (!scope.role().includes(person.scope().role())) {
                issued.revoke(person);
            }
        });
    }

    public void change(UUID id, Language language) {
        jdbc.sql("update person set language = :language where id = :id")
                .param("id", id)
                .param("language", language.code())
                .update();
    }

    /** Who is disabled is signed out with the next request, and what they have {@link Issued} ends. */
    @Transactional
    public void disable(UUID id, boolean disabled) {
        lock();
        find(id).ifPresent(person -> {
            if (disabled) {
                anotherAdminThan(person);
            }
            jdbc.sql("update person set disabled = :disabled where id = :id")
                    .param("id", id)
                    .param("disabled", disabled)
                    .update();
            audit.record(disabled ? "person.disabled" : "person.enabled", person.email(), "");
            if (disabled) {
                issued.revoke(person);
            }
        });
    }

    /** Their account at a provider is not theirs any more; another may be, from their next sign-in there on. */
    @Transactional
    public void untie(UUID id) {
        find(id).filter(Person::tied).ifPresent(person -> {
            jdbc.sql("delete from person_identity where person_id = :id")
                    .param("id", id)
                    .update();
            audit.record("person.untied", person.email(), "");
        });
    }

    /**
     * A new password; other sessions of the person end.
     *
     * @throws UserRefusedException when the former is wrong or there is none, or the new one cannot be taken
     */
    @Transactional
    public void changePassword(UUID id, String former, String password) {
        var person = find(id).orElseThrow(() -> new UserRefusedException(Reason.PASSWORD_WRONG));
        if (!hash(id).map(hash -> passwords.matches(former, hash)).orElse(false)) {
            throw new UserRefusedException(Reason.PASSWORD_WRONG);
        }
        jdbc.sql("update person set password_hash = :hash where id = :id")
                .param("id", id)
                .param("hash", passwords.hash(password, person.email()))
                .update();
        audit.record("person.password", person.email(), "");
    }

    /**
     * A new password without the former; all sessions of the person end.
     *
     * @throws UserRefusedException when there is nobody with that address, or it cannot be taken
     */
    Person resetPassword(String email, String password) {
        var person = find(email).orElseThrow(() -> new UserRefusedException(Reason.NOBODY));
        jdbc.sql("update person set password_hash = :hash where id = :id")
                .param("id", person.id())
                .param("hash", passwords.hash(password, person.email()))
                .update();
        audit.record(person.email(), "person.reset", person.email(), "");
        return find(person.id()).orElseThrow();
    }

    /** The person with that address and password, if they may come in; takes as long when there is none. */
    public Optional<Person> authenticate(String email, String password) {
        var found = find(email);
        var hash = found.flatMap(person -> hash(person.id()));
        if (hash.isEmpty()) {
            passwords.matchesNobody(password);
            return Optional.empty();
        }
        return found.filter(person -> passwords.matches(password, hash.get()) && !person.disabled());
    }

    /** They came in. */
    void signedIn(UUID id) {
        jdbc.sql("update person set last_login_at = :at where id = :id")
                .param("id", id)
                .param("at", SqlTime.of(clock.instant()))
                .update();
    }

    /** One after the other, on all nodes, until the transaction ends. */
    public void lock() {
        jdbc.sql("select 1 from pg_advisory_xact_lock(:key, 0)")
                .param("key", LOCK)
                .query(row -> {});
    }

    private void anotherAdminThan(Person person) {
        if (all().stream()
                .noneMatch(other -> other.scope().role() == Role.ADMIN
                        && !other.disabled()
                        && !other.id().equals(person.id()))) {
            throw new UserRefusedException(Reason.LAST_ADMIN);
        }
    }

    private void connections(UUID id, Set<UUID> connections) {
        jdbc.sql("delete from person_connection where person_id = :id")
                .param("id", id)
                .update();
        jdbc.sql("""
                        insert into person_connection (person_id, connection_id)
                        select :id, connection.id from connection where connection.id = any (:connections)
                        """)
                .param("id", id)
                .param("connections", connections.toArray(UUID[]::new))
                .update();
    }

    private Optional<String> hash(UUID id) {
        return jdbc.sql("select password_hash from person where id = :id and password_hash is not null")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    private List<Person> read(String where, Optional<Object> value) {
        var statement = jdbc.sql("""
                select person.*,
                       array(select connection_id from person_connection where person_id = person.id) as connections,
                       exists (select from person_identity where person_id = person.id) as tied
                from person where %s order by created_at, id
                """.formatted(where));
        return value.map(given -> statement.param("value", given))
                .orElse(statement)
                .query((row, number) -> person(row))
                .list();
    }

    private static Person person(ResultSet row) throws SQLException {
        var hash = Optional.ofNullable(row.getString("password_hash"));
        return new Person(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                JdbcMapping.scope(row),
                Language.of(row.getString("language")).orElse(Language.JA),
                row.getBoolean("disabled"),
                HexFormat.of().formatHex(Tokens.hash(hash.orElse("")), 0, 8),
                hash.isPresent(),
                row.getBoolean("tied"),
                SqlTime.instant(row, "created_at"),
                SqlTime.optionalInstant(row, "last_login_at"));
    }
}
