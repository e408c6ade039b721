package musubi.delivery.days;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.delivery.SendMethod;
import musubi.delivery.days.SentDays.Counted;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables {@code sent_day} and {@code line_day}. What deliveries send is counted where their calls are settled. */
@Component
final class DayRepository {

    private static final String DAYS = """
            select s.connection_id, s.day, s.method, sum(s.sent)::bigint as sent, sum(s.doubtful)::bigint as doubtful, l.counted,
                case when l.counted is not null then l.asked_at end as as_of
            from sent_day s left join line_day l using (connection_id, day, method)
            """;

    private final JdbcClient jdbc;

    DayRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** A day of which LINE is to be asked. */
    record Due(UUID connectionId, LocalDate day, SendMethod method) {}

    void add(UUID connectionId, LocalDate day, SendMethod method, UUID source, long messages) {
        jdbc.sql("""
                insert into sent_day (connection_id, day, method, source, sent, doubtful) values (?, ?, ?, ?, ?, 0)
                on conflict (connection_id, day, method, source) do update set sent = sent_day.sent + excluded.sent
                """).params(connectionId, day, method.name(), source, messages).update();
    }

    /** Those of the days before that LINE has not told yet. */
    List<Due> due(LocalDate before, LocalDate from, Instant now, int limit) {
        return jdbc.sql("""
                select distinct s.connection_id, s.day, s.method
                from sent_day s left join line_day l using (connection_id, day, method)
                where s.day < ? and s.day >= ? and (l.day is null or (not l.ended and l.next_at <= ?))
                order by s.day, s.connection_id, s.method limit ?
                """)
                .params(before, from, SqlTime.of(now), limit)
                .query((row, _) -> new Due(
                        row.getObject("connection_id", UUID.class),
                        row.getObject("day", LocalDate.class),
                        SendMethod.valueOf(row.getString("method"))))
                .list();
    }

    /**
     * Notes what LINE said.
     *
     * @param counted empty: nothing
     * @param ended whether it is not asked again
     */
    void told(Due due, OptionalLong counted, boolean ended, Instant now, Instant next) {
        jdbc.sql("""
                insert into line_day (connection_id, day, method, counted, ended, asked_at, next_at)
                select id, :day, :method, :counted, :ended, :now, :next from connection where id = :connection
                on conflict (connection_id, day, method) do update
                    set counted = excluded.counted, ended = excluded.ended, asked_at = excluded.asked_at, next_at = excluded.next_at
                """)
                .param("connection", due.connectionId())
                .param("day", due.day())
                .param("method", due.method().name())
                .param("counted", counted.isPresent() ? counted.getAsLong() : null, Types.BIGINT)
                .param("ended", ended)
                .param("now", SqlTime.of(now))
                .param("next", SqlTime.of(next))
                .update();
    }

    /** Only those that are alone on their days, but for tests, whose number is known. */
    Map<UUID, Counted> counted(Collection<UUID> deliveries) {
        Map<UUID, Counted> found = new HashMap<>();
        jdbc.sql("""
                select s.source, sum(s.sent)::bigint as sent, sum(greatest(0, l.counted - coalesce(t.sent, 0)))::bigint as counted,
                    max(l.asked_at) as as_of
                from sent_day s left join line_day l using (connection_id, day, method)
                    left join sent_day t on t.connection_id = s.connection_id and t.day = s.day and t.method = s.method
                        and t.source = :tests
                where s.source = any (:ids)
                group by s.source
                having bool_and(l.counted <= s.sent + coalesce(t.sent, 0)) and sum(s.doubtful) = 0 and bool_and(l.counted is not null)
                    and not bool_or(exists (
                        select from sent_day o where o.connection_id = s.connection_id and o.method = s.method
                            and o.source not in (s.source, :tests) and (o.day = s.day or (o.day = s.day - 1 and o.doubtful > 0))))
                """)
                .param("tests", SentDays.TESTS)
                .param("ids", deliveries.toArray(UUID[]::new))
                .query(row -> {
                    found.put(
                            row.getObject("source", UUID.class),
                            new Counted(row.getLong("sent"), row.getLong("counted"), SqlTime.instant(row, "as_of")));
                });
        return found;
    }

    List<SentDay> newest(UUID connectionId, int limit) {
        return jdbc.sql(DAYS + """
                where s.connection_id = ? group by s.connection_id, s.day, s.method, l.counted, l.asked_at
                order by s.day desc, s.method limit ?
                """)
                .params(connectionId, limit)
                .query(DayRepository::day)
                .list();
    }

    List<SentDay> since(LocalDate first) {
        return jdbc.sql(DAYS + """
                where s.day >= ? and l.counted is not null group by s.connection_id, s.day, s.method, l.counted, l.asked_at
                order by s.day, s.method
                """).param(first).query(DayRepository::day).list();
    }

    private static SentDay day(ResultSet row, int number) throws SQLException {
        var counted = row.getObject("counted", Long.class);
        return new SentDay(
                row.getObject("connection_id", UUID.class),
                row.getObject("day", LocalDate.class),
                SendMethod.valueOf(row.getString("method")),
                row.getLong("sent"),
                row.getLong("doubtful"),
                counted == null ? OptionalLong.empty() : OptionalLong.of(counted),
                SqlTime.optionalInstant(row, "as_of"));
    }
}
