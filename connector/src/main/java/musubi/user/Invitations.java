package musubi.user;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import musubi.system.PublicAddress;
import musubi.user.UserRefusedException.Reason;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Links that make people. Each works once, and not for ever. */
@Component
public class Invitations {

    /** Of the link that makes the first admin. */
    static final Duration SET_UP_LIFE = Duration.ofHours(24);

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
        var by = Actor.current().map(Actor::name).orElse("Musubi");
        return address.of("/invite/" + keep(Optional.of(canonical), scope, LIFE, by));
    }

    /** A link for the first admin, good for 24 hours and while there is nobody. */
    public URI setUp() {
        return address.of("/setup/" + keep(Optional.empty(), Scope.all(Role.ADMIN), SET_UP_LIFE, "Musubi"));
    }

    private String keep(Optional<String> email, Scope scope, Duration life, String by) {
        var token = Tokens.fresh();
        jdbc.sql("delete from invitation where expires_at < :now")
                .param("now", Rows.at(clock.instant()))
                .update();
        jdbc.sql("""
                        insert into invitation
                            (token_hash, email, role, all_connections, connections, expires_at, created_by)
                        values (:hash, :email, :role, :all, :connections, :expires, :by)
                        """)
                .param("hash", Tokens.hash(token))
                .param("email", email.orElse(null))
                .param("role", scope.role().name())
                .param("all", scope.allConnections())
                .param("connections", Rows.array(scope))
                .param("expires", Rows.at(clock.instant().plus(life)))
                .param("by", by)
                .update();
        return token;
    }

    /** Those that are open, but for set-up links; the first to end comes first. */
    public List<Invitation> open() {
        return read(jdbc.sql("""
                        select * from invitation where email is not null and expires_at > :now order by expires_at
                        """).param("now", Rows.at(clock.instant())));
    }

    /** What a link offers; empty when it offers nothing any more. */
    public Optional<Invitation> find(String token) {
        return read(jdbc.sql("select * from invitation where token_hash = :hash and expires_at > :now")
                        .param("hash", Tokens.hash(token))
                        .param("now", Rows.at(clock.instant())))
                .stream()
                .filter(found -> found.email().isPresent() || people.all().isEmpty())
                .findFirst();
    }

    /** What an open invitation of that address offers. */
    Optional<Scope> scopeOf(String email) {
        return open().stream()
                .filter(found -> found.email().equals(Optional.of(email)))
                .map(Invitation::scope)
                .findFirst();
    }

    /** Ends the link for that address. */
    public void withdraw(String email) {
        jdbc.sql("delete from invitation where email = :email")
                .param("email", People.canonical(email))
                .update();
    }

    /**
     * Makes the person that a link offers to make.
     *
     * @param email counts for a set-up link only; others tell it
     * @throws UserRefusedException when the link offers nothing any more, or something cannot be taken
     */
    @Transactional
    public Person accept(String token, String email, String name, String password, Language language) {
        people.lock();
        var offer = find(token).orElseThrow(() -> new UserRefusedException(Reason.LINK_GONE));
        var person = people.create(offer.email().orElse(email), name, password, offer.scope(), language);
        jdbc.sql("delete from invitation where token_hash = :hash or (:first and email is null)")
                .param("hash", Tokens.hash(token))
                .param("first", offer.email().isEmpty())
                .update();
        return person;
    }

    private static List<Invitation> read(StatementSpec statement) {
        return statement
                .query((row, number) -> new Invitation(
                        Optional.ofNullable(row.getString("email")),
                        Rows.scope(row),
                        Rows.moment(row, "expires_at"),
                        row.getString("created_by")))
                .list();
    }
}
