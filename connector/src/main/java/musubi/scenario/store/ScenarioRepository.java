package musubi.scenario.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.scenario.Scenario;
import musubi.scenario.definition.Definition;
import musubi.scenario.definition.DefinitionReader;
import musubi.scenario.definition.DefinitionWriter;
import musubi.scenario.definition.Edit;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Scenarios and their versions in the database. */
@Component
public final class ScenarioRepository {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String SELECT = """
            select s.id, s.connection_id, s.name, s.enabled_at, s.version, s.revision, s.created_at, s.changed_at, v.definition
            from scenario s join scenario_version v on v.scenario_id = s.id and v.version = s.version
            """;

    private final JdbcClient jdbc;

    ScenarioRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Scenario> find(UUID id) {
        return jdbc.sql(SELECT + "where s.id = ?")
                .param(id)
                .query((row, _) -> scenario(row))
                .optional();
    }

    /** The same; no other transaction changes it, or puts somebody in, before the caller's ends. */
    public Optional<Scenario> locked(UUID id) {
        jdbc.sql("select id from scenario where id = ? for update")
                .param(id)
                .query(UUID.class)
                .list();
        return find(id);
    }

    /**
     * The oldest first.
     *
     * @param after the last of the page before
     */
    public List<Scenario> list(UUID connectionId, Optional<Scenario> after, int limit) {
        return jdbc.sql(SELECT + "where s.connection_id = :connection "
                        + (after.isPresent() ? "and (s.created_at, s.id) > (:time, :id) " : "")
                        + "order by s.created_at, s.id limit :limit")
                .param("connection", connectionId)
                .param("time", after.map(one -> SqlTime.of(one.createdAt())).orElse(null))
                .param("id", after.map(Scenario::id).orElse(null))
                .param("limit", limit)
                .query((row, _) -> scenario(row))
                .list();
    }

    /** All of a connection whose trigger puts people in. */
    public List<Scenario> enabled(UUID connectionId) {
        return jdbc.sql(SELECT + "where s.connection_id = ? and s.enabled_at is not null order by s.created_at, s.id")
                .param(connectionId)
                .query((row, _) -> scenario(row))
                .list();
    }

    /**
     * What people of a version go through, with the newest texts; empty where there is no such version.
     *
     * @param version of a person
     */
    public Optional<Definition> version(UUID id, int version) {
        return jdbc.sql("""
                        select v.definition, n.definition as newest
                        from scenario s
                        join scenario_version v on v.scenario_id = s.id and v.version = ?
                        join scenario_version n on n.scenario_id = s.id and n.version = s.version
                        where s.id = ?
                        """)
                .params(version, id)
                .query((row, _) ->
                        Edit.withTextsOf(definition(row.getString("definition")), definition(row.getString("newest"))))
                .optional();
    }

    private static Definition definition(String json) {
        return DefinitionReader.stored(JSON.readTree(json));
    }

    private static Scenario scenario(ResultSet row) throws SQLException {
        return new Scenario(
                row.getObject("id", UUID.class),
                row.getObject("connection_id", UUID.class),
                row.getString("name"),
                SqlTime.optionalInstant(row, "enabled_at"),
                row.getInt("version"),
                row.getInt("revision"),
                definition(row.getString("definition")),
                SqlTime.instant(row, "created_at"),
                SqlTime.instant(row, "changed_at"));
    }

    /** How many the connection has; others cannot add any until the transaction ends. */
    public int lockedCount(UUID connectionId) {
        jdbc.sql("select id from connection where id = ? for no key update")
                .param(connectionId)
                .query(UUID.class)
                .list();
        return jdbc.sql("select count(*) from scenario where connection_id = ?")
                .param(connectionId)
                .query(Integer.class)
                .single();
    }

    /** Adds a new one with its first version. False when the connection is gone. */
    public boolean insert(Scenario scenario) {
        var added = jdbc.sql("""
                        insert into scenario (id, connection_id, name, enabled_at, version, revision, created_at, changed_at)
                        select :id, connection.id, :name, :enabledAt, :version, :revision, :createdAt, :changedAt
                        from connection where connection.id = :connection
                        """)
                .param("id", scenario.id())
                .param("connection", scenario.connectionId())
                .param("name", scenario.name())
                .param("enabledAt", SqlTime.of(scenario.enabledAt()))
                .param("version", scenario.version())
                .param("revision", scenario.revision())
                .param("createdAt", SqlTime.of(scenario.createdAt()))
                .param("changedAt", SqlTime.of(scenario.changedAt()))
                .update();
        if (added == 1) {
            store(scenario);
        }
        return added == 1;
    }

    /** Everything that can be changed; its version, which may be a new one, too. One that is locked. */
    public void update(Scenario scenario) {
        jdbc.sql("""
                        update scenario set name = :name, enabled_at = :enabledAt, version = :version, revision = :revision,
                            changed_at = :changedAt
                        where id = :id
                        """)
                .param("id", scenario.id())
                .param("name", scenario.name())
                .param("enabledAt", SqlTime.of(scenario.enabledAt()))
                .param("version", scenario.version())
                .param("revision", scenario.revision())
                .param("changedAt", SqlTime.of(scenario.changedAt()))
                .update();
        store(scenario);
    }

    private void store(Scenario scenario) {
        jdbc.sql("""
                        insert into scenario_version (scenario_id, version, definition, created_at)
                        values (:id, :version, cast(:definition as json), :at)
                        on conflict (scenario_id, version) do update set definition = excluded.definition
                        """)
                .param("id", scenario.id())
                .param("version", scenario.version())
                .param(
                        "definition",
                        DefinitionWriter.stored(scenario.definition()).toString())
                .param("at", SqlTime.of(scenario.changedAt()))
                .update();
    }

    /** Switches it on, from when, or off. Whether it is there. */
    public boolean enable(UUID id, Optional<Instant> at) {
        return jdbc.sql("""
                        update scenario set enabled_at = case when :at::timestamptz is null then null else coalesce(enabled_at, :at) end
                        where id = :id
                        """).param("id", id).param("at", SqlTime.of(at)).update() == 1;
    }

    public void delete(UUID id) {
        jdbc.sql("delete from scenario where id = ?").param(id).update();
    }
}
