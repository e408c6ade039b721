package musubi.inbox.postgres;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.inbox.FriendDays;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code friend_day}, which {@link SettleEvents} writes. */
@Component
final class PostgresFriendDays implements FriendDays {

    private final JdbcClient jdbc;

    PostgresFriendDays(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    @Override
    public Map<UUID, List<Day>> since(Collection<UUID> connections, LocalDate day) {
        var days = new HashMap<UUID, List<Day>>();
        jdbc.sql("select * from friend_day where connection_id = any (?) and day >= ? order by day")
                .params(connections.toArray(UUID[]::new), day)
                .query(row -> {
                    days.computeIfAbsent(row.getObject("connection_id", UUID.class), _ -> new ArrayList<>())
                            .add(new Day(
                                    row.getObject("day", LocalDate.class),
                                    row.getLong("added"),
                                    row.getLong("blocked")));
                });
        return days;
    }

    @Override
    public void forgetBefore(LocalDate day) {
        jdbc.sql("delete from friend_day where day < ?").param(day).update();
    }
}
