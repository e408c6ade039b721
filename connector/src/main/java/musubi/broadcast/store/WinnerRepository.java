package musubi.broadcast.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.broadcast.winner.Winner.Undecided;
import musubi.broadcast.winner.WinnerRule;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What of the table {@code broadcast} says which variant the remainder gets. */
@Component
public final class WinnerRepository {

    private final JdbcClient jdbc;

    WinnerRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Those that are being sent, and hold something back. */
    public List<UUID> holding() {
        return jdbc.sql("""
                        select id from delivery join broadcast using (id)
                        where held > 0 and released is null and state = 'SENDING' and winner is not null
                        """).query((row, _) -> row.getObject("id", UUID.class)).list();
    }

    /** Notes what is decided, in the caller's transaction. @return whether it was not decided before */
    public boolean decide(UUID id, int variant, WinnerRule.By by, Instant now) {
        return jdbc.sql("""
                        update broadcast set decided_variant = ?, decided_at = ?, decided_by = ?
                        where id = ? and winner is not null and decided_at is null
                        """).params(variant, SqlTime.of(now), by.name(), id).update() == 1;
    }

    /** Notes that the clicks did not say it. */
    public void undecided(UUID id, Undecided why) {
        jdbc.sql("update broadcast set undecided = ? where id = ? and decided_at is null and undecided is null")
                .params(why.name(), id)
                .update();
    }
}
