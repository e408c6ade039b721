package musubi.broadcast.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.broadcast.Broadcast.HubSpotWait;
import musubi.hubspot.HubSpotException;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which broadcasts wait for HubSpot while they are prepared: noted by the node that prepares them, told by any. */
@Component
public final class HubSpotWaits {

    private final JdbcClient jdbc;

    HubSpotWaits(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** What it waits for; empty while HubSpot answers. */
    public Optional<HubSpotWait> of(UUID id) {
        return jdbc.sql("select waits_for, waits_since from broadcast where id = ? and waits_for is not null")
                .param(id)
                .query((row, ignored) -> new HubSpotWait(
                        HubSpotException.Kind.valueOf(row.getString("waits_for")),
                        SqlTime.instant(row, "waits_since")))
                .optional();
    }

    /** A wait that began earlier goes on: its beginning stays. */
    public void note(UUID id, HubSpotException.Kind kind, Instant since) {
        jdbc.sql("update broadcast set waits_for = ?, waits_since = coalesce(waits_since, ?) where id = ?")
                .params(kind.name(), SqlTime.of(since), id)
                .update();
    }

    /** It is over. */
    public void end(UUID id) {
        jdbc.sql("update broadcast set waits_for = null, waits_since = null where id = ? and waits_for is not null")
                .param(id)
                .update();
    }
}
