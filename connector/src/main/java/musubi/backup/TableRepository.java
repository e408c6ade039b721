package musubi.backup;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** The tables of the database, whatever they are called, and their rows. What Flyway notes of itself is none of them. */
final class TableRepository {

    private static final String HISTORY = "flyway_schema_history";

    private final DataSource database;
    private final JdbcClient jdbc;

    TableRepository(DataSource database) {
        this.database = database;
        this.jdbc = JdbcClient.create(database);
    }

    /** Values as every PostgreSQL writes and reads them, and no limit of the role for a copy of many rows. Until the transaction ends. */
    void prepare() {
        Stream.of(
                        "timezone = 'UTC'",
                        "intervalstyle = 'postgres'",
                        "bytea_output = 'hex'",
                        "extra_float_digits = 1",
                        "statement_timeout = 0",
                        "idle_in_transaction_session_timeout = 0",
                        "lock_timeout = '10s'")
                .forEach(setting -> jdbc.sql("set local " + setting).update());
    }

    /** The names of all tables, those first that others refer to. */
    List<String> tables() {
        var names =
                jdbc.sql("""
                        select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
                        where nspname = current_schema() and relkind = 'r' and relname <> ?
                          and not exists (select from pg_depend
                                          where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype = 'e')
                        order by relname
                        """).param(HISTORY).query((row, _) -> row.getString(1)).list();
        return inOrder(names, references());
    }

    private Map<String, Set<String>> references() {
        var references = new HashMap<String, Set<String>>();
        jdbc.sql("""
                        select distinct here.relname as here, there.relname as there
                        from pg_constraint join pg_class here on here.oid = conrelid join pg_class there on there.oid = confrelid
                        join pg_namespace on pg_namespace.oid = here.relnamespace
                        where contype = 'f' and here.oid <> there.oid and nspname = current_schema()
                        """).query(row -> {
            references
                    .computeIfAbsent(row.getString("here"), _ -> new HashSet<>())
                    .add(row.getString("there"));
        });
        return references;
    }

    static List<String> inOrder(List<String> names, Map<String, Set<String>> references) {
        var left = new LinkedHashSet<>(names);
        var order = new ArrayList<String>();
        while (!left.isEmpty()) {
            var next = left.stream()
                    .filter(name ->
                            references.getOrDefault(name, Set.of()).stream().noneMatch(left::contains))
                    .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("these tables refer to each other: " + left);
            }
            order.addAll(next);
            next.forEach(left::remove);
        }
        return order;
    }

    /** The columns that have values of their own, in their order. */
    List<String> columns(String table) {
        return jdbc.sql("""
                        select attname from pg_attribute
                        join pg_class on pg_class.oid = attrelid join pg_namespace on pg_namespace.oid = relnamespace
                        where nspname = current_schema() and relname = ?
                          and attnum > 0 and not attisdropped and attgenerated = ''
                        order by attnum
                        """).param(table).query((row, _) -> row.getString(1)).list();
    }

    /** Keeps others from changing what these tables are, not from changing their rows. Waits 10 s at most. */
    void lockShared(List<String> tables) {
        lock(tables, "access share");
    }

    /** Keeps others from using these tables. Waits 10 s at most. */
    void lockAlone(List<String> tables) {
        lock(tables, "access exclusive");
    }

    private void lock(List<String> tables, String mode) {
        if (!tables.isEmpty()) {
            jdbc.sql("lock table "
                            + tables.stream().map(TableRepository::quoted).collect(Collectors.joining(", ")) + " in "
                            + mode + " mode")
                    .update();
        }
    }

    /** Whether the table has no row. */
    boolean isEmpty(String table) {
        return !jdbc.sql("select exists (select from " + quoted(table) + ")")
                .query(Boolean.class)
                .single();
    }

    /** Versions of the schema that were applied; empty where none was. */
    List<String> versions() {
        var known = jdbc.sql("select to_regclass(?) is not null")
                .param(HISTORY)
                .query(Boolean.class)
                .single();
        return known
                ? jdbc.sql("select version from " + HISTORY + " where success and version is not null")
                        .query((row, _) -> row.getString(1))
                        .list()
                : List.of();
    }

    /** The last values of all sequences that were used. Taken after the rows, they are no lower than any of them. */
    Map<String, Long> sequences() {
        var sequences = new HashMap<String, Long>();
        jdbc.sql("""
                        select sequencename, last_value from pg_sequences
                        where schemaname = current_schema() and last_value is not null
                        """).query(row -> {
            sequences.put(row.getString(1), row.getLong(2));
        });
        return sequences;
    }

    /** The next value is the one after this. */
    void continueAfter(String sequence, long last) {
        jdbc.sql("select setval(?::regclass, ?)")
                .params(quoted(sequence), last)
                .query(Long.class)
                .single();
    }

    /** What statements do by themselves, such as counting, is not done until it is switched on. */
    void triggers(String table, boolean on) {
        jdbc.sql("alter table %s %s trigger user".formatted(quoted(table), on ? "enable" : "disable"))
                .update();
    }

    /** All rows, one after the other, in the transaction that is open. */
    CopyOut copyOut(String table, List<String> columns) throws SQLException {
        return copy().copyOut("copy %s (%s) to stdout".formatted(quoted(table), quoted(columns)));
    }

    /** Takes rows, in the transaction that is open. */
    CopyIn copyIn(String table, List<String> columns) throws SQLException {
        return copy().copyIn("copy %s (%s) from stdin".formatted(quoted(table), quoted(columns)));
    }

    /** What the planner knows of the rows. */
    void analyze() {
        jdbc.sql("analyze").update();
    }

    private CopyManager copy() throws SQLException {
        return new CopyManager(DataSourceUtils.getConnection(database).unwrap(BaseConnection.class));
    }

    private static String quoted(List<String> names) {
        return names.stream().map(TableRepository::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
