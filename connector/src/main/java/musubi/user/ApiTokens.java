package musubi.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.system.SqlTime;
import musubi.user.security.Tokens;
import musubi.user.store.JdbcMapping;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tokens for the REST API, each with a role and its connections. */
@Component
public class ApiTokens {

    private static final String START = "musubi_";
    /** So that not each call writes. */
    private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final Clock clock;

    ApiTokens(JdbcClient jdbc, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A new token.
     *
     * @param expiresAt empty: never
     * @return the token itself; it is not kept and cannot be shown again
     */
    @Transactional
    public String issue(String name, Scope scope, Optional<Instant> expiresAt) {
        var token = START + Tokens.fresh();
        jdbc.sql("""
                        insert into api_token (id, name, token_hash, role, all_connections, connections, expires_at,
                                               created_by, created_at)
                        values (:id, :name, :hash, :role, :all, :connections, :expires, :by, :at)
                        """)
                .param("id", UUID.randomUUID())
                .param("name", name)
                .param("hash", Tokens.hash(token))
                .param("role", scope.role().name())
                .param("all", scope.allConnections())
                .param("connections", JdbcMapping.connections(scope))
                .param("expires", SqlTime.of(expiresAt))
                .param("by", Actor.current().map(Actor::name).orElse("Musubi"))
                .param("at", SqlTime.of(clock.instant()))
                .update();
        audit.record("token.issued", name, scope.role().name());
        return token;
    }

    /** All, the oldest first, ended ones too. */
    public List<IssuedToken> all() {
        return jdbc.sql("select * from api_token order by created_at, id")
                .query((row, number) -> token(row))
                .list();
    }

    /** Ends it at once. */
    @Transactional
    public void revoke(UUID id) {
        all().stream().filter(token -> token.id().equals(id)).forEach(token -> {
            jdbc.sql("delete from api_token where id = :id").param("id", id).update();
            audit.record("token.revoked", token.name(), "");
        });
    }

    /** Who sends that token. Looked up by its hash, so the time tells nothing about the tokens there are. */
    public Optional<Actor> actor(String token) {
        if (!token.startsWith(START)) {
            return Optional.empty();
        }
        var now = clock.instant();
        var found = jdbc.sql("""
                        select * from api_token
                        where token_hash = :hash and (expires_at is null or expires_at > :now)
                        """)
                .param("hash", Tokens.hash(token))
                .param("now", SqlTime.of(now))
                .query((row, number) -> token(row))
                .optional();
        found.filter(used -> used.lastUsedAt()
                        .filter(last -> last.isAfter(now.minus(BETWEEN_NOTES)))
                        .isEmpty())
                .ifPresent(used -> jdbc.sql("update api_token set last_used_at = :now where id = :id")
                        .param("now", SqlTime.of(now))
                        .param("id", used.id())
                        .update());
        return found.map(Actor::of);
    }

    private static IssuedToken token(ResultSet row) throws SQLException {
        return new IssuedToken(
                row.getObject("id", UUID.class),
                row.getString("name"),
                JdbcMapping.scope(row),
                SqlTime.optionalInstant(row, "expires_at"),
                row.getString("created_by"),
                SqlTime.instant(row, "created_at"),
                SqlTime.optionalInstant(row, "last_used_at"));
    }
}
