package musubi.user.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import musubi.system.SqlTime;
import musubi.user.Language;
import musubi.user.Person;
import musubi.user.Scope;
import musubi.user.security.SecretToken;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People in the database. Callers begin transactions. */
@Component
public class PersonRepository {

    /** Distinguishes this lock from other advisory locks in the same database. */
    private static final int LOCK = 0x4d55_5355;

    private final JdbcClient jdbc;

    public PersonRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Everybody, the oldest first. */
    public List<Person> all() {
        return read("true", Optional.empty());
    }

    public Optional<Person> find(UUID id) {
        return read("id = :value", Optional.of(id)).stream().findFirst();
    }

    /** The person with that e-mail address, which must be in lower case. */
    public Optional<Person> find(String email) {
        return read("email = :value", Optional.of(email)).stream().findFirst();
    }

    /** The hash of the person's password; empty when there is no person or no password. */
    public Optional<String> passwordHash(UUID id) {
        return jdbc.sql("select password_hash from person where id = :id and password_hash is not null")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /**
     * Adds a person.
     *
     * @param passwordHash empty for a person who signs in by a provider only
     * @throws DuplicateKeyException when there is a person with that e-mail address
     */
    public void insert(
            UUID id,
            String email,
            String name,
            Optional<String> passwordHash,
            Scope scope,
            Language language,
            Instant createdAt) {
        jdbc.sql("""
                        insert into person
                            (id, email, name, password_hash, role, language, all_connections, created_at)
                        values (:id, :email, :name, :hash, :role, :language, :all, :at)
                        """)
                .param("id", id)
                .param("email", email)
                .param("name", name)
                .param("hash", passwordHash.orElse(null))
                .param("role", scope.role().name())
                .param("language", language.code())
                .param("all", scope.allConnections())
                .param("at", SqlTime.of(createdAt))
                .update();
        setConnections(id, scope.connections());
    }

    public void setScope(UUID id, Scope scope) {
        jdbc.sql("update person set role = :role, all_connections = :all where id = :id")
                .param("id", id)
                .param("role", scope.role().name())
                .param("all", scope.allConnections())
                .update();
        setConnections(id, scope.connections());
    }

    public void setLanguage(UUID id, Language language) {
        jdbc.sql("update person set language = :language where id = :id")
                .param("id", id)
                .param("language", language.code())
                .update();
    }

    public void setDisabled(UUID id, boolean disabled) {
        jdbc.sql("update person set disabled = :disabled where id = :id")
                .param("id", id)
                .param("disabled", disabled)
                .update();
    }

    public void setPasswordHash(UUID id, String hash) {
        jdbc.sql("update person set password_hash = :hash where id = :id")
                .param("id", id)
                .param("hash", hash)
                .update();
    }

    public void setLastLogin(UUID id, Instant at) {
        jdbc.sql("update person set last_login_at = :at where id = :id")
                .param("id", id)
                .param("at", SqlTime.of(at))
                .update();
    }

    /** Forgets the person's account at a provider of OpenID Connect. */
    public void deleteIdentity(UUID id) {
        jdbc.sql("delete from person_identity where person_id = :id")
                .param("id", id)
                .update();
    }

    /** Lets only one transaction at a time go on, over all nodes, until it ends. */
    public void lock() {
        jdbc.sql("select 1 from pg_advisory_xact_lock(:key, 0)")
                .param("key", LOCK)
                .query(row -> {});
    }

    private void setConnections(UUID id, Set<UUID> connections) {
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

    private List<Person> read(String where, Optional<Object> value) {
        var statement = jdbc.sql("""
                select person.*,
                       array(select connection_id from person_connection where person_id = person.id) as connections,
                       exists (select from person_identity where person_id = person.id) as connected
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
                HexFormat.of().formatHex(SecretToken.hash(hash.orElse("")), 0, 8),
                hash.isPresent(),
                row.getBoolean("connected"),
                SqlTime.instant(row, "created_at"),
                SqlTime.optionalInstant(row, "last_login_at"));
    }
}
