package musubi.scenario.definition;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;

/** How long a person rests in a step before it is done. */
public sealed interface Wait {

    /**
     * When a wait that begins at an instant ends.
     *
     * @param zone of the portal
     */
    Instant from(Instant begin, ZoneId zone);

    /** A time that passes. */
    record For(Duration duration) implements Wait {

        @Override
        public Instant from(Instant begin, ZoneId zone) {
            return begin.plus(duration);
        }
    }

    /**
     * A time of day. On the day in question it may have passed already (0 days), then it is that of the next day. A time that the zone's clocks
     * jump over is as much later as they jump; of one that comes twice the first that has not passed counts.
     *
     * @param days after the day on which the wait begins
     */
    record Until(int days, LocalTime time) implements Wait {

        @Override
        public Instant from(Instant begin, ZoneId zone) {
            var day = LocalDate.ofInstant(begin, zone).plusDays(days);
            while (true) {
                var there = LocalDateTime.of(day, time);
                var first = there.atZone(zone).toInstant();
                var found = zone.getRules().getValidOffsets(there).stream()
                        .map(there::toInstant)
                        .filter(each -> !each.isBefore(begin))
                        .min(Comparator.naturalOrder());
                if (found.isPresent()) {
                    return found.get();
                }
                if (!first.isBefore(begin)) {
                    return first;
                }
                day = day.plusDays(1);
            }
        }
    }
}
