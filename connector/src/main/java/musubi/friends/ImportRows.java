package musubi.friends;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.friends.Import.Source;
import musubi.friends.Import.State;
import musubi.friends.ImportProblem.Code;
import musubi.inbox.ImportJobs;
import musubi.inbox.ImportJobs.Progress;
import musubi.system.SqlTime;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Imports in the database. */
@Component
class ImportRows {

    /** Most bad lines that are stored. */
    static final int BAD_LINES = 1_000;

    private final JdbcClient jdbc;
    private final ImportJobs jobs;

    ImportRows(JdbcClient jdbc, ImportJobs jobs) {
        this.jdbc = jdbc;
        this.jobs = jobs;
    }

    /**
     * A walk along LINE's list.
     *
     * @param failedCalls in a row, up to now
     * @param rewalks how often it began anew because LINE no longer knew its place
     */
    record Walk(UUID id, UUID connectionId, Optional<String> next, boolean ended, int failedCalls, int rewalks) {}

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

    Map<UUID, UUID> connectionsOf(Collection<UUID> ids) {
        return jdbc
                .sql("select id, connection_id from import where id = any (?)")
                .param(ids.toArray(UUID[]::new))
                .query((row, ignored) -> Map.entry(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Optional<Import> find(UUID id) {
        return jdbc.sql("select * from import where id = ?")
                .param(id)
                .query((row, ignored) -> read(row))
                .optional()
                .map(one -> one.with(jobs.progress(id)));
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
        var progress = jobs.progress(page.stream().map(Import::id).toList());
        return page.stream()
                .map(one -> one.with(progress.getOrDefault(one.id(), Progress.NONE)))
                .toList();
    }

    /** The newest of each connection. */
    List<Import> newest(Collection<UUID> connections) {
        var newest = jdbc.sql("""
                        select newest.* from unnest(?::uuid[]) as asked (id)
                        cross join lateral (
                            select * from import where connection_id = asked.id
                            order by started_at desc, import.id desc limit 1
                        ) as newest
                        """)
                .param(connections.toArray(UUID[]::new))
                .query((row, ignored) -> read(row))
                .list();
        var progress = jobs.progress(newest.stream().map(Import::id).toList());
        return newest.stream()
                .map(one -> one.with(progress.getOrDefault(one.id(), Progress.NONE)))
                .toList();
    }

    /** Those of these connections of which an import was completed. */
    Set<UUID> completed(Collection<UUID> connections) {
        return Set.copyOf(jdbc.sql("""
                        select asked.id from unnest(?::uuid[]) as asked (id)
                        where exists (select from import where connection_id = asked.id and state = 'DONE')
                        """)
                .param(connections.toArray(UUID[]::new))
                .query((row, ignored) -> row.getObject(1, UUID.class))
                .list());
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
                SqlTime.instant(row, "started_at"),
                SqlTime.optionalInstant(row, "finished_at"),
                problem(row),
                SqlTime.optionalInstant(row, "next_try_at").filter(ignored -> state == State.RUNNING));
    }

    private static Optional<ImportProblem> problem(ResultSet row) throws SQLException {
        var code = row.getString("problem");
        return code == null
                ? Optional.empty()
                : Optional.of(new ImportProblem(Code.valueOf(code), (String[])
                        row.getArray("problem_arguments").getArray()));
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

    /** A call to LINE came to nothing: tried again then, and not before. */
    void waits(UUID id, ImportProblem problem, Instant nextTry) {
        jdbc.sql("""
                        update import set problem = :code, problem_arguments = :arguments,
                            failed_calls = failed_calls + 1, next_try_at = :next
                        where id = :id and state = 'RUNNING'
                        """)
                .param("code", problem.code().name())
                .param("arguments", problem.arguments().toArray(String[]::new))
                .param("next", SqlTime.of(nextTry))
                .param("id", id)
                .update();
    }

    /** What those of a connection waited for may be over. */
    void tryNow(UUID connectionId) {
        jdbc.sql("update import set next_try_at = null where connection_id = ? and next_try_at is not null")
                .param(connectionId)
                .update();
    }

    /** What it failed of. */
    void problem(UUID id, ImportProblem problem) {
        jdbc.sql("update import set problem = :code, problem_arguments = :arguments where id = :id")
                .param("code", problem.code().name())
                .param("arguments", problem.arguments().toArray(String[]::new))
                .param("id", id)
                .update();
    }

    /** Those that run and do not wait for a later try. */
    List<Walk> running(Instant now) {
        return jdbc.sql("""
                        select id, connection_id, next_page, walk_ended, failed_calls, rewalks from import
                        where state = 'RUNNING' and (next_try_at is null or next_try_at <= ?)
                        """)
                .param(SqlTime.of(now))
                .query((row, ignored) -> new Walk(
                        row.getObject("id", UUID.class),
                        row.getObject("connection_id", UUID.class),
                        Optional.ofNullable(row.getString("next_page")),
                        row.getBoolean("walk_ended"),
                        row.getInt("failed_calls"),
                        row.getInt("rewalks")))
                .list();
    }

    /** Whether it is in that state, and stays in it until the caller's transaction ends. */
    boolean holds(UUID id, State state) {
        return jdbc.sql("select 1 from import where id = ? and state = ? for update")
                .params(id, state.name())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    List<UUID> stillReading(Instant since) {
        return jdbc.sql("select id from import where state = 'QUEUED' and read_at < ?")
                .param(SqlTime.of(since))
                .query((row, ignored) -> row.getObject(1, UUID.class))
                .list();
    }

    void walked(UUID id, Optional<String> next) {
        jdbc.sql("update import set next_page = :next, walk_ended = :ended, problem = null, problem_arguments = '{}',"
                        + " failed_calls = 0, next_try_at = null where id = :id")
                .param("next", next.orElse(null))
                .param("ended", next.isEmpty())
                .param("id", id)
                .update();
    }

    /** From the start, then. */
    void walkAgain(UUID id, Instant nextTry) {
        jdbc.sql("""
                        update import set next_page = null, rewalks = rewalks + 1, next_try_at = ?
                        where id = ? and state = 'RUNNING'
                        """).params(SqlTime.of(nextTry), id).update();
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
                .forEach(bad -> jdbc.sql(
                                "insert into import_bad_line (import_id, line, reason, argument) values (?, ?, ?, ?)")
                        .params(id, bad.number(), bad.kind().name(), bad.argument())
                        .update());
    }

    List<BadLine> badLines(UUID id) {
        return jdbc.sql("select line, reason, argument from import_bad_line where import_id = ? order by line")
                .param(id)
                .query((row, ignored) ->
                        new BadLine(row.getLong(1), BadLine.Kind.valueOf(row.getString(2)), row.getInt(3)))
                .list();
    }
}
