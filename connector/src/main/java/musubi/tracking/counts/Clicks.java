package musubi.tracking.counts;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was counted. Behind what happens by a second at most. */
@Component
public class Clicks {

    private final JdbcClient jdbc;

    Clicks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Of all links of a broadcast.
     *
     * @param people who clicked at all, each once
     */
    public record Sum(long people, long clicks) {

        /** Nobody clicked. */
        public static final Sum NONE = new Sum(0, 0);
    }

    /**
     * Of one link.
     *
     * @param url as the operator wrote it
     */
    public record OfLink(int variant, int number, String url, long people, long clicks) {}

    /** A person who clicked, and when for the first time in that broadcast. */
    public record Clicker(long contactId, Instant at) {

        /** Milliseconds since the epoch, and a record id. */
        private static final Pattern CURSOR = Pattern.compile("(\\d{1,15})-(\\d{1,18})");

        /** Where the list goes on after this one, for {@link #parse}. */
        public String cursor() {
            return at.toEpochMilli() + "-" + contactId;
        }

        /** Empty where it is no {@link #cursor}. */
        public static Optional<Clicker> parse(String cursor) {
            var parts = CURSOR.matcher(cursor);
            return parts.matches()
                    ? Optional.of(new Clicker(
                            Long.parseLong(parts.group(2)), Instant.ofEpochMilli(Long.parseLong(parts.group(1)))))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return "Clicker";
        }
    }

    /** The sums of some broadcasts in one query; none for those on whose links nobody clicked. */
    public Map<UUID, Sum> sums(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : jdbc
                        .sql("""
                                select tracked_id, coalesce(sum(people) filter (where number = 0), 0) as people, sum(clicks) as clicks
                                from click_count where tracked_id = any (?) group by tracked_id
                                """)
                        .param(ids.toArray(UUID[]::new))
                        .query((row, _) -> Map.entry(
                                row.getObject("tracked_id", UUID.class),
                                new Sum(row.getLong("people"), row.getLong("clicks"))))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How often links of scenarios' steps were opened, by scenario and the step's key; none of those on which nobody clicked. */
    public Map<UUID, Map<String, Long>> ofSteps(Collection<UUID> scenarioIds) {
        Map<UUID, Map<String, Long>> found = new HashMap<>();
        jdbc.sql("""
                        select t.scenario_id, t.step_key, sum(c.clicks) as clicks
                        from tracked t join click_count c on c.tracked_id = t.id
                        where t.scenario_id = any (?) group by t.scenario_id, t.step_key
                        """).param(scenarioIds.toArray(UUID[]::new)).query(row -> {
            found.computeIfAbsent(row.getObject("scenario_id", UUID.class), _ -> new HashMap<>())
                    .put(row.getString("step_key"), row.getLong("clicks"));
        });
        return found;
    }

    /** The counted links of a broadcast, by variant and number. */
    public List<OfLink> links(UUID id) {
        return jdbc.sql("""
                        select variant, number, source, coalesce(sum(people), 0) as people, coalesce(sum(clicks), 0) as clicks
                        from tracked_link left join click_count using (tracked_id, variant, number)
                        where tracked_id = ? group by variant, number, source order by variant, number
                        """)
                .param(id)
                .query((row, _) -> new OfLink(
                        row.getInt("variant"),
                        row.getInt("number"),
                        row.getString("source"),
                        row.getLong("people"),
                        row.getLong("clicks")))
                .list();
    }

    /** Which of these people clicked, and when first; those who are not kept any more are left out. */
    public Map<Long, Instant> firstClicks(UUID id, Collection<Long> contactIds) {
        return jdbc
                .sql("""
                        select contact_id, clicked_at from click_person
                        where tracked_id = ? and number = 0 and contact_id = any (?)
                        """)
                .params(id, contactIds.toArray(Long[]::new))
                .query((row, _) -> Map.entry(row.getLong("contact_id"), SqlTime.instant(row, "clicked_at")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Those who clicked, the first one first, as long as they are kept.
     *
     * @param after the last one of the page before
     */
    public List<Clicker> clickers(UUID id, Optional<Clicker> after, int limit) {
        return jdbc.sql("""
                        select contact_id, clicked_at from click_person
                        where tracked_id = :id and number = 0
                            and (:contact::bigint is null or (clicked_at, contact_id) > (:at::timestamptz, :contact::bigint))
                        order by clicked_at, contact_id limit :limit
                        """)
                .param("id", id)
                .param("contact", after.map(Clicker::contactId).orElse(null))
                .param("at", SqlTime.of(after.map(Clicker::at)))
                .param("limit", limit)
                .query((row, _) -> new Clicker(row.getLong("contact_id"), SqlTime.instant(row, "clicked_at")))
                .list();
    }
}
