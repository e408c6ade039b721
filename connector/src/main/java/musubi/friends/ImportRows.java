package musubi.friends;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.friends.Import.Source;
import musubi.friends.Import.State;
import musubi.inbox.Origins;
import musubi.inbox.Origins.Progress;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Imports in the database. */
@Component
class ImportRows {

    /** So many bad lines can be told one by one. */
    static final int BAD_LINES = 1_000;

    private final JdbcClient jdbc;
    private final Origins origins;

    ImportRows(JdbcClient jdbc, Origins origins) {
        this.jdbc = jdbc;
        this.origins = origins;
    }

    /** A walk along LINE's list. */
    record Walk(UUID id, UUID connectionId, Optional<String> next, boolean ended) {}

    /** A new one; false when another of the connection is not at its end. */
    boolean add(UUID id, UUID connectionId, Source source, State state) {
        try {
            jdbc.sql("insert into import (id, connection_id, source, state, walk_ended) values (?, ?, ?, ?, ?)")
                    .params(id, connectionId, source.name(), state.name(), source == Source.CSV)
                    .update();
            return true;
        } catch (DuplicateKeyException ignored) {
            return false;
        }
    }

    Optional<Import> find(UUID id) {
        return jdbc.sql("select * from import where id = ?")
                .param(id)
                .query((row, ignored) -> read(row))
                .optional()
                .map(one -> one.with(origins.progress(id)));
    }

    /** The newest first, those after that one. */
    List<Import> of(UUID connectionId, Optional<UUID> after, int limit) {
        var page = jdbc.sql("""
                        select * from import
                        where connection_id = :connection
                            and (cast(:after as uuid) is null
                                or (started_at, id) < (select started_at, id from import where id = :after))
                        order by started_at desc, id desc limit :limit
                        """)
                .param("connection", connectionId)
                .param("after", after.orElse(null))
                .param("limit", limit)
                .query((row, ignored) -> read(row))
                .list();
        var progress = origins.progress(page.stream().map(Import::id).toList());
        return page.stream()
                .map(one -> one.with(progress.getOrDefault(one.id(), Progress.NONE)))
                .toList();
    }

    /** Without its counts: they are asked for when this query has given its connection back. */
    private static Import read(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var state = State.valueOf(row.getString("state"));
        return new Import(
                id,
                row.getObject("connection_id", UUID.class),
                Source.valueOf(row.getString("source")),
                state,
                Progress.NONE,
                row.getBoolean("walk_ended") && state != State.QUEUED,
                row.getLong("bad_lines"),
                row.getTimestamp("started_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("finished_at")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getString("problem")));
    }

    /** Changes the state if it is one of these; whether it was. */
    boolean move(UUID id, List<State> from, State to) {
        return jdbc.sql("""
                        update import set state = :to,
                            finished_at = case when :to in ('DONE', 'FAILED', 'CANCELLED') then now() end
                        where id = :id and state = any (:from)
                        """)
                        .param("id", id)
                        .param("to", to.name())
                        .param("from", from.stream().map(State::name).toArray(String[]::new))
                        .update()
                > 0;
    }

    /** What it waits for or failed of; null: nothing any more. */
    void problem(UUID id, @Nullable String problem) {
        jdbc.sql("update import set problem = :problem where id = :id")
                .param("problem", problem)
                .param("id", id)
                .update();
    }

    List<Walk> running() {
        return jdbc.sql("select id, connection_id, next_page, walk_ended from import where state = 'RUNNING'")
                .query((row, ignored) -> new Walk(
                        row.getObject("id", UUID.class),
                        row.getObject("connection_id", UUID.class),
                        Optional.ofNullable(row.getString("next_page")),
                        row.getBoolean("walk_ended")))
                .list();
    }

    List<UUID> stillReading(Instant since) {
        return jdbc.sql("select id from import where state = 'QUEUED' and read_at < ?")
                .param(Timestamp.from(since))
                .query((row, ignored) -> row.getObject(1, UUID.class))
                .list();
    }

    void walked(UUID id, Optional<String> next) {
        jdbc.sql("update import set next_page = :next, walk_ended = :ended, problem = null where id = :id")
                .param("next", next.orElse(null))
                .param("ended", next.isEmpty())
                .param("id", id)
                .update();
    }

    void walkAgain(UUID id) {
        jdbc.sql("update import set next_page = null where id = ?").param(id).update();
    }

    void read(UUID id, List<BadLine> badLines) {
        var before = jdbc.sql("""
                        update import set bad_lines = bad_lines + ?, read_at = now() where id = ?
                        returning bad_lines - ?
                        """)
                .params(badLines.size(), id, badLines.size())
                .query((row, ignored) -> row.getLong(1))
                .single();
        badLines.stream()
                .limit(Math.max(0, BAD_LINES - before))
                .forEach(bad -> jdbc.sql("insert into import_bad_line (import_id, line, reason) values (?, ?, ?)")
                        .params(id, bad.number(), bad.reason())
                        .update());
    }

    List<BadLine> badLines(UUID id) {
        return jdbc.sql("select line, reason from import_bad_line where import_id = ? order by line")
                .param(id)
                .query((row, ignored) -> new BadLine(row.getLong(1), row.getString(2)))
                .list();
    }
}
