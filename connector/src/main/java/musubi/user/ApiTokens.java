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
import musubi.user.security.SecretToken;
import musubi.user.store.JdbcMapping;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tokens for the REST API, each with a role and its connections. */
@Component
public class ApiTokens {

    private static final String PREFIX = "musubi_";
    /** How exactly the last use is recorded, so that not every call writes. */
    private static final Duration USE_PRECISION = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ApiTokens(JdbcClient jdbc, AuditLog audit, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Issues a token.
     *
     * @param expiresAt empty for a token that does not expire
     * @return the token itself; only its hash is stored, so it cannot be shown again
     */
    public String issue(String name, Scope scope, Optional<Instant> expiresAt) {
        var token = PREFIX + SecretToken.random();
        transaction.executeWithoutResult(_ -> {
            insert(token, name, scope, expiresAt);
            audit.record("token.issued", name, scope.role().name());
        });
        return token;
    }

    private void insert(String token, String name, Scope scope, Optional<Instant> expiresAt) {
        jdbc.sql("""
                        insert into api_token (id, name, token_hash, role, all_connections, connections, expires_at,
                                               created_by, created_at)
                        values (:id, :name, :hash, :role, :all, :connections, :expires, :by, :at)
                        """)
                .param("id", UUID.randomUUID())
                .param("name", name)
                .param("hash", SecretToken.hash(token))
                .param("role", scope.role().name())
                .param("all", scope.allConnections())
                .param("connections", JdbcMapping.connections(scope))
                .param("expires", SqlTime.of(expiresAt))
                .param("by", Actor.current().map(Actor::name).orElse("Musubi"))
                .param("at", SqlTime.of(clock.instant()))
                .update();
    }

    /** All tokens, expired ones included, the oldest first. */
    public List<IssuedToken> all() {
        return jdbc.sql("select * from api_token order by created_at, id")
                .query((row, number) -> token(row))
                .list();
    }

    /** Revokes a token at once; does nothing when there is no such token. */
    public void revoke(UUID id) {
        transaction.executeWithoutResult(_ -> all().stream()
                .filter(token -> token.id().equals(id))
                .forEach(token -> {
                    jdbc.sql("delete from api_token where id = :id")
                            .param("id", id)
                            .update();
                    audit.record("token.revoked", token.name(), "");
                }));
    }

    /** Who a token belongs to. It is looked up by its hash, so that the time it takes does not depend on existing tokens. */
    public Optional<Actor> actor(String token) {
        if (!token.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var now = clock.instant();
        var found = jdbc.sql("""
                        select * from api_token
                        where token_hash = :hash and (expires_at is null or expires_at > :now)
                        """)
                .param("hash", SecretToken.hash(token))
                .param("now", SqlTime.of(now))
                .query((row, number) -> token(row))
                .optional();
        found.filter(used -> used.lastUsedAt()
                        .filter(last -> last.isAfter(now.minus(USE_PRECISION)))
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
