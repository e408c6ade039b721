package musubi.user;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import musubi.system.PublicAddress;
import musubi.system.SqlTime;
import musubi.user.Invitation.Purpose;
import musubi.user.UserRefusedException.Reason;
import musubi.user.security.SecretToken;
import musubi.user.store.JdbcMapping;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** One-time links: for the first person, for others, and for a forgotten password. Only their hashes are stored. */
@Component
public class Invitations {

    /** How long the link for the first admin is valid. */
    static final Duration SET_UP_TTL = Duration.ofHours(24);

    /** How long the link for a new password is valid. */
    static final Duration RESET_TTL = Duration.ofHours(1);

    private static final Duration TTL = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final People people;
    private final AuditLog audit;
    private final PublicAddress address;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Invitations(
            JdbcClient jdbc,
            People people,
            AuditLog audit,
            PublicAddress address,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.people = people;
        this.audit = audit;
        this.address = address;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Makes a link for a new person, valid for 7 days. An earlier one for the same address is withdrawn.
     *
     * @return the link; only its hash is stored, so it cannot be shown again
     * @throws UserRefusedException when there is a person with that address, or it is no e-mail address
     */
    public URI invite(String email, Scope scope) {
        var canonical = People.checkedEmail(email);
        if (people.find(canonical).isPresent()) {
            throw new UserRefusedException(Reason.EMAIL_TAKEN);
        }
        return inTransaction(() -> {
            withdraw(canonical);
            audit.record("person.invited", canonical, scope.role().name());
            return insert(Purpose.INVITATION, Optional.of(canonical), scope, TTL, by());
        });
    }

    /** Makes a link for the first admin, valid for 24 hours and while there is nobody. */
    public URI setUp() {
        return insert(Purpose.SETUP, Optional.empty(), Scope.all(Role.ADMIN), SET_UP_TTL, "Musubi");
    }

    /**
     * Makes a link for a new password, valid for one hour. An earlier one for the same person is withdrawn. The password stays as it is
     * until the link is used.
     *
     * @return the link; only its hash is stored, so it cannot be shown again
     * @throws UserRefusedException when there is no such person, or the person is disabled
     */
    public URI reset(String email) {
        return reset(email, by());
    }

    URI reset(String email, String by) {
        var person = people.find(email).orElseThrow(() -> new UserRefusedException(Reason.NOBODY));
        if (person.disabled()) {
            throw new UserRefusedException(Reason.DISABLED);
        }
        return inTransaction(() -> {
            delete(Purpose.RESET, person.email());
            audit.record(by, "person.resetLink", person.email(), "");
            return insert(Purpose.RESET, Optional.of(person.email()), person.scope(), RESET_TTL, by);
        });
    }

    private static String by() {
        return Actor.current().map(Actor::name).orElse("Musubi");
    }

    private URI insert(Purpose purpose, Optional<String> email, Scope scope, Duration ttl, String by) {
        var token = SecretToken.random();
        jdbc.sql("delete from invitation where expires_at < :now")
                .param("now", SqlTime.of(clock.instant()))
                .update();
        jdbc.sql("""
                        insert into invitation
                            (token_hash, purpose, email, role, all_connections, connections, expires_at, created_by)
                        values (:hash, :purpose, :email, :role, :all, :connections, :expires, :by)
                        """)
                .param("hash", SecretToken.hash(token))
                .param("purpose", purpose.name())
                .param("email", email.orElse(null))
                .param("role", scope.role().name())
                .param("all", scope.allConnections())
                .param("connections", JdbcMapping.connections(scope))
                .param("expires", SqlTime.of(clock.instant().plus(ttl)))
                .param("by", by)
                .update();
        return address.of(purpose.path() + token);
    }

    /** The valid invitations of new people, the first to expire first. */
    public List<Invitation> open() {
        return open(Purpose.INVITATION);
    }

    private List<Invitation> open(Purpose purpose) {
        return read(jdbc.sql("""
                        select * from invitation where purpose = :purpose and expires_at > :now order by expires_at
                        """).param("purpose", purpose.name()).param("now", SqlTime.of(clock.instant())));
    }

    /** The valid links for a new password, the first to expire first. */
    public List<Invitation> openResets() {
        return open(Purpose.RESET);
    }

    /** What a link offers; empty when it has another purpose or is no longer valid. */
    public Optional<Invitation> find(Purpose purpose, String token) {
        return read(jdbc.sql("""
                                select * from invitation
                                where token_hash = :hash and purpose = :purpose and expires_at > :now
                                """)
                        .param("hash", SecretToken.hash(token))
                        .param("purpose", purpose.name())
                        .param("now", SqlTime.of(clock.instant())))
                .stream()
                .filter(this::offersSomething)
                .findFirst();
    }

    private boolean offersSomething(Invitation found) {
        return switch (found.purpose()) {
            case SETUP -> people.all().isEmpty();
            case INVITATION -> true;
            case RESET ->
                found.email()
                        .flatMap(people::find)
                        .filter(person -> !person.disabled())
                        .isPresent();
        };
    }

    /** The scope that a valid invitation offers to an e-mail address. */
    public Optional<Scope> scopeOf(String email) {
        return open().stream()
                .filter(found -> found.email().equals(Optional.of(email)))
                .map(Invitation::scope)
                .findFirst();
    }

    /** Withdraws the invitation of an e-mail address. */
    public void withdraw(String email) {
        delete(Purpose.INVITATION, People.canonical(email));
    }

    /** Withdraws the link for a new password of a person; the password stays as it is. Returns false when there is none. */
    public boolean withdrawReset(String email) {
        var canonical = People.canonical(email);
        return inTransaction(() -> {
            var withdrawn = delete(Purpose.RESET, canonical);
            if (withdrawn) {
                audit.record("person.resetWithdrawn", canonical, "");
            }
            return withdrawn;
        });
    }

    private boolean delete(Purpose purpose, String email) {
        return jdbc.sql("delete from invitation where purpose = :purpose and email = :email")
                        .param("purpose", purpose.name())
                        .param("email", email)
                        .update()
                > 0;
    }

    /**
     * Does what a link offers: creates the person, or sets the person's new password, after which all their sessions end.
     *
     * @param email used by a set-up link only; other links know it
     * @param name of a person who is created
     * @throws UserRefusedException when the link has another purpose or is no longer valid, or a value is invalid
     */
    public Person accept(Purpose purpose, String token, String email, String name, String password, Language language) {
        return inTransaction(() -> {
            people.lock();
            var offer = find(purpose, token).orElseThrow(() -> new UserRefusedException(Reason.LINK_GONE));
            var address = offer.email().orElse(email);
            var person = switch (purpose) {
                case SETUP, INVITATION -> people.create(address, name, password, offer.scope(), language);
                case RESET -> people.resetPassword(address, password);
            };
            jdbc.sql("delete from invitation where token_hash = :hash or (:first and purpose = 'SETUP')")
                    .param("hash", SecretToken.hash(token))
                    .param("first", purpose == Purpose.SETUP)
                    .update();
            return person;
        });
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }

    private static List<Invitation> read(StatementSpec statement) {
        return statement
                .query((row, number) -> new Invitation(
                        Purpose.valueOf(row.getString("purpose")),
                        Optional.ofNullable(row.getString("email")),
                        JdbcMapping.scope(row),
                        SqlTime.instant(row, "expires_at"),
                        row.getString("created_by")))
                .list();
    }
}
