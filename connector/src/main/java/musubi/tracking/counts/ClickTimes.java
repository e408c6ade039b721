package musubi.tracking.counts;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When people clicked, and on which message. Behind what happens by a second at most. */
@Component
public class ClickTimes {

    private final JdbcClient jdbc;

    ClickTimes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What was counted in an hour, or in a day.
     *
     * @param at its beginning
     * @param people who clicked for the first time in that broadcast
     */
    public record Step(Instant at, boolean isHour, long people, long clicks) {}

    /** On one of the messages of a broadcast. */
    public record OfVariant(int variant, long people, long clicks) {}

    /**
     * Of all links of a broadcast; steps without a click are left out.
     *
     * @param from where the first hour begins
     * @param hours until when by hours; after that by days
     * @param until where the last day ends, at the latest; what comes after it is in none
     * @param zone of the days
     */
    public List<Step> steps(UUID id, Instant from, Duration hours, Instant until, ZoneId zone) {
        return jdbc.sql("""
                        select case when hour < :change then hour else date_trunc('day', hour, :zone) end as at, hour < :change as by_hour,
                            coalesce(sum(people) filter (where number = 0), 0) as people, sum(clicks) as clicks
                        from click_count where tracked_id = :id and hour < :until
                        group by at, by_hour order by by_hour desc, at
                        """)
                .param("id", id)
                .param("change", SqlTime.of(from.plus(hours)))
                .param("until", SqlTime.of(until))
                .param("zone", zone.getId())
                .query((row, _) -> new Step(
                        SqlTime.instant(row, "at"),
                        row.getBoolean("by_hour"),
                        row.getLong("people"),
                        row.getLong("clicks")))
                .list();
    }

    /** By the index of the variant; without those on whose links nobody clicked. */
    public List<OfVariant> variants(UUID id) {
        return jdbc.sql("""
                        select variant, coalesce(sum(people) filter (where number = 0), 0) as people, sum(clicks) as clicks
                        from click_count where tracked_id = ? group by variant order by variant
                        """)
                .param(id)
                .query((row, _) -> new OfVariant(row.getInt("variant"), row.getLong("people"), row.getLong("clicks")))
                .list();
    }
}
