package musubi.broadcast.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.broadcast.BroadcastContent;
import musubi.broadcast.LeftOut;
import musubi.broadcast.NewBroadcast;
import musubi.broadcast.Tracking;
import musubi.broadcast.Variant;
import musubi.broadcast.audience.AudiencePlace;
import musubi.broadcast.store.StoredBroadcast.Stage;
import musubi.broadcast.winner.Winner.Undecided;
import musubi.system.SqlTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The table {@code broadcast}. A change of stage names the stages from which it is allowed, so that of two at once only one happens. */
@Component
public final class BroadcastRepository {

    private static final String COLUMNS =
            "id, connection_id, title, stage, message, message_id, variants, audience, tracking,"
                    + " send_at, release_at, prepare_at, people_limit, listed, left_out, created_at, cancelled_at,"
                    + " winner, undecided, decided_variant, decided_at, decided_by";

    private final JdbcClient jdbc;

    BroadcastRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    public void insert(UUID id, UUID connectionId, NewBroadcast broadcast, Instant now) {
        with(jdbc.sql("""
                insert into broadcast (id, connection_id, title, stage, message, message_id, variants, winner, audience, tracking, send_at, created_at)
                values (:id, :connection, :title, 'DRAFT', :message::jsonb, :messageId, :variants::jsonb, :winner::jsonb, :audience::jsonb, :tracking,
                    :sendAt, :now)
                """), broadcast)
                .param("id", id)
                .param("connection", connectionId)
                .param("now", SqlTime.of(now))
                .update();
    }

    private static StatementSpec with(StatementSpec statement, NewBroadcast broadcast) {
        return statement
                .param("title", broadcast.title())
                .param("message", text(broadcast.content().message()))
                .param("messageId", broadcast.content().messageId().orElse(null))
                .param("variants", BroadcastJson.variants(broadcast.content().variants()))
                .param("winner", BroadcastJson.winner(broadcast.content().winner()))
                .param("audience", BroadcastJson.audience(broadcast.audience()))
                .param("tracking", broadcast.tracking().name())
                .param("sendAt", SqlTime.of(broadcast.at()));
    }

    private static @Nullable String text(Optional<JsonNode> json) {
        return json.map(JsonNode::toString).orElse(null);
    }

    /** Returns whether it was a draft. */
    public boolean replace(UUID id, NewBroadcast broadcast) {
        return with(jdbc.sql("""
                        update broadcast set title = :title, message = :message::jsonb, message_id = :messageId,
                            variants = :variants::jsonb, winner = :winner::jsonb, audience = :audience::jsonb, tracking = :tracking, send_at = :sendAt
                        where id = :id and stage = 'DRAFT'
                        """), broadcast).param("id", id).update() == 1;
    }

    /** Another time of one that was told to be sent. @return whether it is scheduled, or has a delivery */
    public boolean reschedule(UUID id, Instant at, Instant prepareAt) {
        return jdbc.sql("""
                        update broadcast set send_at = :at, release_at = :at,
                            prepare_at = case when stage = 'SCHEDULED' then :prepareAt else prepare_at end
                        where id = :id and stage in ('SCHEDULED', 'STARTED') and send_at is not null
                        """)
                        .param("id", id)
                        .param("at", SqlTime.of(at))
                        .param("prepareAt", SqlTime.of(prepareAt))
                        .update()
                == 1;
    }

    /**
     * Forgets what preparing found: its delivery is gone, and it is prepared once more. In the caller's transaction.
     *
     * @param prepareAt another moment than before, by which a node that still prepares it finds out
     */
    public void unprepared(UUID id, Instant prepareAt) {
        jdbc.sql("""
                        update broadcast set stage = 'SCHEDULED', prepare_at = ?, place = null, left_out = '{}' where id = ?
                        """).params(SqlTime.of(prepareAt), id).update();
    }

    /** Forgets that it was told to be sent. In the caller's transaction. @return whether it was scheduled, or had a delivery */
    public boolean draftAgain(UUID id) {
        return jdbc.sql("""
                        update broadcast set stage = 'DRAFT', frozen = null, release_at = null, prepare_at = null, people_limit = null,
                            place = null, listed = 0, left_out = '{}'
                        where id = ? and stage in ('SCHEDULED', 'STARTED')
                        """).param(id).update() == 1;
    }

    /**
     * How far preparing is.
     *
     * @param since when it was to begin; another moment once it was thrown away
     */
    public record Preparation(Instant since, AudiencePlace place) {}

    /** Of one that has a delivery; no other transaction changes it before the caller's ends. */
    public Optional<Preparation> lockedPreparation(UUID id) {
        return jdbc.sql("select prepare_at, place::text from broadcast where id = ? and stage = 'STARTED' for update")
                .param(id)
                .query((row, _) -> new Preparation(
                        SqlTime.instant(row, "prepare_at"), BroadcastJson.place(row.getString("place"))))
                .optional();
    }

    /** A person says that it goes on: if its time has passed, then as if that were now. In the caller's transaction. */
    public void resumed(UUID id, Instant now) {
        jdbc.sql("update broadcast set release_at = greatest(release_at, ?) where id = ?")
                .params(SqlTime.of(now), id)
                .update();
    }

    public Optional<StoredBroadcast> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from broadcast where id = ?")
                .param(id)
                .query(BroadcastRepository::broadcast)
                .optional();
    }

    /**
     * A connection's, the newest first.
     *
     * @param state of its delivery, or its stage before; empty: all
     * @param after the last one of the page before
     */
    public List<StoredBroadcast> list(
            UUID connectionId, Optional<String> state, Optional<StoredBroadcast> after, int limit) {
        return jdbc.sql("select " + qualified() + """
                 from broadcast b left join delivery d using (id) where b.connection_id = :connection
                    and (:state::text is null
                        or coalesce(d.state, case b.stage when 'STARTED' then 'CANCELLED' else b.stage end) = :state)
                    and (:afterId::uuid is null or (b.created_at, b.id) < (:afterTime::timestamptz, :afterId::uuid))
                order by b.created_at desc, b.id desc limit :limit
                """)
                .param("connection", connectionId)
                .param("state", state.orElse(null))
                .param("afterId", after.map(StoredBroadcast::id).orElse(null))
                .param("afterTime", SqlTime.of(after.map(StoredBroadcast::createdAt)))
                .param("limit", limit)
                .query(BroadcastRepository::broadcast)
                .list();
    }

    /** Returns whether there is none of that id now that was in one of the stages. */
    public boolean delete(UUID id, Collection<Stage> stages) {
        return jdbc.sql("delete from broadcast where id = ? and stage = any (?)")
                        .params(id, names(stages))
                        .update()
                == 1;
    }

    private static String[] names(Collection<Stage> stages) {
        return stages.stream().map(Enum::name).toArray(String[]::new);
    }

    /**
     * What is said is frozen, and the time is set.
     *
     * @param to {@link Stage#SCHEDULED} or {@link Stage#STARTED}
     * @return whether it was a draft
     */
    public boolean send(
            UUID id,
            Stage to,
            List<Variant> frozen,
            Instant releaseAt,
            Instant prepareAt,
            OptionalLong peopleLimit,
            long listed) {
        return jdbc.sql("""
                        update broadcast set stage = :to, frozen = :frozen::jsonb, release_at = :releaseAt, prepare_at = :prepareAt,
                            people_limit = :limit, listed = :listed
                        where id = :id and stage = 'DRAFT'
                        """)
                        .param("to", to.name())
                        .param("frozen", BroadcastJson.frozen(frozen))
                        .param("releaseAt", SqlTime.of(releaseAt))
                        .param("prepareAt", SqlTime.of(prepareAt))
                        .param("limit", peopleLimit.isPresent() ? peopleLimit.getAsLong() : null)
                        .param("listed", listed)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Returns whether it was in that stage. */
    public boolean change(UUID id, Stage from, Stage to, Instant now) {
        return jdbc.sql("""
                        update broadcast set stage = :to, cancelled_at = case when :to = 'CANCELLED' then :now end
                        where id = :id and stage = :from
                        """)
                        .param("id", id)
                        .param("from", from.name())
                        .param("to", to.name())
                        .param("now", SqlTime.of(now))
                        .update()
                == 1;
    }

    /** Those that are to be prepared. */
    public List<StoredBroadcast> due(Instant now) {
        return jdbc.sql("select " + COLUMNS
                        + " from broadcast where stage = 'SCHEDULED' and prepare_at <= ? order by prepare_at")
                .param(SqlTime.of(now))
                .query(BroadcastRepository::broadcast)
                .list();
    }

    /** Those whose delivery is being prepared, or waits for its time. */
    public List<StoredBroadcast> started() {
        return jdbc.sql("select " + qualified() + """
                 from broadcast b join delivery d using (id) where b.stage = 'STARTED' and d.state in ('PREPARING', 'READY')
                """)
                .query(BroadcastRepository::broadcast)
                .list();
    }

    private static String qualified() {
        return "b." + COLUMNS.replace(", ", ", b.");
    }

    public List<Variant> frozen(UUID id) {
        return BroadcastJson.frozen(jdbc.sql("select frozen::text from broadcast where id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .orElse("[]"));
    }

    public AudiencePlace place(UUID id) {
        return jdbc.sql("select place::text from broadcast where id = ?")
                .param(id)
                .query((row, _) -> BroadcastJson.place(row.getString(1)))
                .optional()
                .orElse(AudiencePlace.START);
    }

    /**
     * Notes how far the audience is read, in the caller's transaction.
     *
     * @param leftOut all of them so far
     */
    public void progress(UUID id, AudiencePlace place, Map<LeftOut, Long> leftOut) {
        jdbc.sql("update broadcast set place = ?::jsonb, left_out = ?::jsonb where id = ?")
                .params(BroadcastJson.place(place), BroadcastJson.leftOut(leftOut), id)
                .update();
    }

    private static StoredBroadcast broadcast(ResultSet row, int number) throws SQLException {
        var message = row.getString("message");
        var limit = row.getObject("people_limit", Long.class);
        return new StoredBroadcast(
                row.getObject("id", UUID.class),
                row.getObject("connection_id", UUID.class),
                row.getString("title"),
                Stage.valueOf(row.getString("stage")),
                new BroadcastContent(
                        message == null ? Optional.empty() : Optional.of(BroadcastJson.tree(message)),
                        Optional.ofNullable(row.getObject("message_id", UUID.class)),
                        BroadcastJson.variants(row.getString("variants")),
                        BroadcastJson.winner(row.getString("winner"))),
                BroadcastJson.audience(row.getString("audience")),
                Tracking.valueOf(row.getString("tracking")),
                SqlTime.optionalInstant(row, "send_at"),
                SqlTime.optionalInstant(row, "release_at"),
                SqlTime.optionalInstant(row, "prepare_at"),
                limit == null ? OptionalLong.empty() : OptionalLong.of(limit),
                row.getLong("listed"),
                BroadcastJson.leftOut(row.getString("left_out")),
                SqlTime.instant(row, "created_at"),
                SqlTime.optionalInstant(row, "cancelled_at"),
                Optional.ofNullable(row.getString("undecided")).map(Undecided::valueOf),
                BroadcastJson.decided(row));
    }
}
