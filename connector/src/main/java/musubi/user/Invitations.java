package musubi.user;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import musubi.system.PublicAddress;
import musubi.system.SqlTime;
import musubi.user.Invitation.Purpose;
import musubi.user.UserRefusedException.Reason;
import musubi.user.security.Tokens;
import musubi.user.store.JdbcMapping;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One-time links: for the first person, for others, and for a forgotten password. Only their hashes are kept. */
@Component
public class Invitations {

    /** Of the link that makes the first admin. */
    static final Duration SET_UP_LIFE = Duration.ofHours(24);

    /** Of the link for a new password. */
    static final Duration RESET_LIFE = Duration.ofHours(1);

    private static final Duration LIFE = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final People people;
    private final AuditLog audit;
    private final PublicAddress address;
    private final Clock clock;

    Invitations(JdbcClient jdbc, People people, AuditLog audit, PublicAddress address, Clock clock) {
        this.jdbc = jdbc;
        this.people = people;
        this.audit = audit;
        this.address = address;
        this.clock = clock;
    }

    /**
     * A link for a new person, good for 7 days; an earlier one for the same address ends.
     *
     * @return the link; it is not kept and cannot be shown again
     * @throws UserRefusedException when there is such a person, or it is no e-mail address
     */
    @Transactional
    public URI invite(String email, Scope scope) {
        var canonical = People.checkedEmail(email);
        if (people.find(canonical).isPresent()) {
            throw new UserRefusedException(Reason.EMAIL_TAKEN);
        }
        withdraw(canonical);
        audit.record("person.invited", canonical, scope.role().name());
        return keep(Purpose.INVITATION, Optional.of(canonical), scope, LIFE, by());
    }

    /** A link for the first admin, good for 24 hours and while there is nobody. */
    public URI setUp() {
        return keep(Purpose.SETUP, Optional.empty(), Scope.all(Role.ADMIN), SET_UP_LIFE, "Musubi");
    }

    /**
     * A link for a new password of a person, good for one hour; an earlier one for the same person ends. The password
     * stays as it is until the link is used.
     *
     * @return the link; it is not kept and cannot be shown again
     * @throws UserRefusedException when there is no such person, or they are disabled
     */
    @Transactional
    public URI reset(String email) {
        return reset(email, by());
    }

    URI reset(String email, String by) {
        var person = people.find(email).orElseThrow(() -> new UserRefusedException(Reason.NOBODY));
        if (person.disabled()) {
            throw new UserRefusedException(Reason.DISABLED);
        }
        end(Purpose.RESET, person.email());
        audit.record(by, "person.resetLink", person.email(), "");
        return keep(Purpose.RESET, Optional.of(person.email()), person.scope(), RESET_LIFE, by);
    }

    private static String by() {
        return Actor.current().map(Actor::name).orElse("Musubi");
    }

    private URI keep(Purpose purpose, Optional<String> email, Scope scope, Duration life, String by) {
        var token = Tokens.fresh();
        jdbc.sql("delete from invitation where expires_at < :now")
                .param("now", SqlTime.of(clock.instant()))
                .update();
        jdbc.sql("""
                        insert into invitation
                            (token_hash, purpose, email, role, all_connections, connections, expires_at, created_by)
                        values (:hash, :purpose, :email, :role, :all, :connections, :expires, :by)
                        """)
                .param("hash", Tokens.hash(token))
                .param("purpose", purpose.name())
                .param("email", email.orElse(null))
                .param("role", scope.role().name())
                .param("all", scope.allConnections())
                .param("connections", JdbcMapping.connections(scope))
                .param("expires", SqlTime.of(clock.instant().plus(life)))
                .param("by", by)
                .update();
        return address.of(purpose.path() + token);
    }

    /** Those of new people that are open; the first to end comes first. */
    public List<Invitation> open() {
        return read(jdbc.sql("""
                        select * from invitation where purpose = 'INVITATION' and expires_at > :now order by expires_at
                        """).param("now", SqlTime.of(clock.instant())));
    }

    /** What a link of that purpose offers; empty when it is of another or offers nothing any more. */
    public Optional<Invitation> find(Purpose purpose, String token) {
        return read(jdbc.sql("""
                                select * from invitation
                                where token_hash = :hash and purpose = :purpose and expires_at > :now
                                """)
                        .param("hash", Tokens.hash(token))
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

    /** What an open invitation of that address offers. */
    public Optional<Scope> scopeOf(String email) {
        return open().stream()
                .filter(found -> found.email().equals(Optional.of(email)))
                .map(Invitation::scope)
                .findFirst();
    }

    /** Ends the invitation of that address. */
    public void withdraw(String email) {
        end(Purpose.INVITATION, People.canonical(email));
    }

    private void end(Purpose purpose, String email) {
        jdbc.sql("delete from invitation where purpose = :purpose and email = :email")
                .param("purpose", purpose.name())
                .param("email", email)
                .update();
    }

    /**
     * Does what a link offers: makes the person, or sets the person's new password, after which all their sessions end.
     *
     * @param email counts for a set-up link only; others tell it
     * @param name of a person who is made
     * @throws UserRefusedException when the link is of another purpose or offers nothing any more, or something cannot be
     *     taken
     */
    @Transactional
    public Person accept(Purpose purpose, String token, String email, String name, String password, Language language) {
        people.lock();
        var offer = find(purpose, token).orElseThrow(() -> new UserRefusedException(Reason.LINK_GONE));
        var address = offer.email().orElse(email);
        var person = switch (purpose) {
            case SETUP, INVITATION -> people.create(address, name, password, offer.scope(), language);
            case RESET -> people.resetPassword(address, password);
        };
        jdbc.sql("delete from invitation where token_hash = :hash or (:first and purpose = 'SETUP')")
                .param("hash", Tokens.hash(token))
                .param("first", purpose == Purpose.SETUP)
                .update();
        return person;
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
