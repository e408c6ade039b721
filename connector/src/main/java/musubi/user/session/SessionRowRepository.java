package musubi.user.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sessions in the database. Callers begin transactions. */
@Component
public class SessionRowRepository {

    private final JdbcClient jdbc;

    SessionRowRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An open session, for a page. */
    public record OpenSession(SessionOwner owner, Instant seenAt) {}

    Optional<SessionRow> find(byte[] hash) {
        return jdbc.sql("select * from user_session where token_hash = :hash")
                .param("hash", hash)
                .query((row, _) -> new SessionRow(
                        owner(row),
                        SqlTime.instant(row, "seen_at"),
                        row.getInt("version"),
                        row.getString("attributes")))
                .optional();
    }

    void insert(byte[] hash, SessionRow row) {
        var owner = row.owner();
        jdbc.sql("""
                insert into user_session
                    (token_hash, id, person_id, stamp, device, since, seen_at, version, attributes)
                values (:hash, :id, :person, :stamp, :device, :since, :seenAt, :version, :attributes)
                """)
                .param("hash", hash)
                .param("id", owner.id())
                .param("person", owner.personId())
                .param("stamp", owner.stamp())
                .param("device", owner.device())
                .param("since", SqlTime.of(owner.since()))
                .param("seenAt", SqlTime.of(row.seenAt()))
                .param("version", row.version())
                .param("attributes", row.attributes())
                .update();
    }

    /**
     * Keeps what was changed.
     *
     * @return false when another request has changed the attributes, or the session has ended
     */
    boolean update(byte[] hash, int version, Instant seenAt, String attributes) {
        return jdbc.sql("""
                        update user_session set attributes = :attributes, version = version + 1,
                            seen_at = greatest(seen_at, :seenAt)
                        where token_hash = :hash and version = :version
                        """)
                        .param("hash", hash)
                        .param("version", version)
                        .param("seenAt", SqlTime.of(seenAt))
                        .param("attributes", attributes)
                        .update()
                == 1;
    }

    void seen(byte[] hash, Instant seenAt) {
        jdbc.sql("update user_session set seen_at = :seenAt where token_hash = :hash and seen_at < :seenAt")
                .param("hash", hash)
                .param("seenAt", SqlTime.of(seenAt))
                .update();
    }

    void delete(byte[] hash) {
        jdbc.sql("delete from user_session where token_hash = :hash")
                .param("hash", hash)
                .update();
    }

    /** Ends the oldest sessions of a person above that number. */
    void keepNewest(UUID personId, int number) {
        jdbc.sql("""
                delete from user_session where token_hash in (
                    select token_hash from user_session where person_id = :person order by since desc, id offset :number)
                """).param("person", personId).param("number", number).update();
    }

    /** Ends the oldest sessions of all people above that number. */
    void keepNewest(int number) {
        jdbc.sql("""
                delete from user_session where token_hash in (
                    select token_hash from user_session order by since desc, id offset :number)
                """).param("number", number).update();
    }

    /** Deletes what nobody used since one moment, and what began before another one. */
    int deleteUnused(Instant seenBefore, Instant begunBefore) {
        return jdbc.sql("delete from user_session where seen_at < :seen or since < :begun")
                .param("seen", SqlTime.of(seenBefore))
                .param("begun", SqlTime.of(begunBefore))
                .update();
    }

    /** The sessions of a person, the last active first, but those that nobody used since that moment. */
    public List<OpenSession> of(UUID personId, Instant seenAfter) {
        return jdbc.sql("""
                        select id, person_id, stamp, device, since, seen_at from user_session
                        where person_id = :person and seen_at >= :after order by seen_at desc, since desc, id
                        """)
                .param("person", personId)
                .param("after", SqlTime.of(seenAfter))
                .query((row, _) -> new OpenSession(owner(row), SqlTime.instant(row, "seen_at")))
                .list();
    }

    /** Whether a session has not ended. */
    public boolean isThere(UUID id) {
        return jdbc.sql("select exists (select from user_session where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** Ends a session of a person, if it is theirs. */
    public void delete(UUID personId, UUID id) {
        jdbc.sql("delete from user_session where person_id = :person and id = :id")
                .param("person", personId)
                .param("id", id)
                .update();
    }

    /** Ends all sessions of a person but that one. */
    public void deleteOthers(UUID personId, Optional<UUID> id) {
        jdbc.sql("delete from user_session where person_id = :person and id is distinct from :id::uuid")
                .param("person", personId)
                .param("id", id.orElse(null))
                .update();
    }

    /** Ends the sessions of a person that began with another password. */
    public void deleteOfOtherStamp(UUID personId, String stamp) {
        jdbc.sql("delete from user_session where person_id = :person and stamp <> :stamp")
                .param("person", personId)
                .param("stamp", stamp)
                .update();
    }

    private static SessionOwner owner(ResultSet row) throws SQLException {
        return new SessionOwner(
                row.getObject("id", UUID.class),
                row.getObject("person_id", UUID.class),
                row.getString("stamp"),
                row.getString("device"),
                SqlTime.instant(row, "since"));
    }
}
