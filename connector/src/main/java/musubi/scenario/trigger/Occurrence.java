package musubi.scenario.trigger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A day, and the dates of people that come on it.
 *
 * @param yearly whether those of earlier years do too
 */
record Occurrence(LocalDate day, boolean yearly) {

    /** Nobody who is a friend was born before. */
    static final int FIRST_YEAR = 1900;

    private static final int LEAP_DAY = 29;

    /** Days that follow each other. */
    record Days(LocalDate first, LocalDate last) {

        /** @param zone UTC for dates, which HubSpot has as their midnight there */
        Moments moments(ZoneId zone) {
            return new Moments(
                    first.atStartOfDay(zone).toInstant(),
                    last.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1));
        }
    }

    /** From the first to the last millisecond. */
    record Moments(Instant first, Instant last) {}

    /** When it is looked for. A time that the zone's clocks jump over is as much later; of one that comes twice the first counts. */
    static Instant moment(LocalDate day, LocalTime time, ZoneId zone) {
        return LocalDateTime.of(day, time)
                .atZone(zone)
                .withEarlierOffsetAtOverlap()
                .toInstant();
    }

    /** Whether a date comes on it. */
    boolean is(LocalDate date) {
        return date.equals(day) || (yearly && date.isBefore(day) && isSameDay(date));
    }

    /** 29 February is the 28th where there is none. */
    private boolean isSameDay(LocalDate date) {
        return date.getMonth() == day.getMonth()
                && (date.getDayOfMonth() == day.getDayOfMonth()
                        || (date.getDayOfMonth() == LEAP_DAY
                                && day.getDayOfMonth() == LEAP_DAY - 1
                                && day.getMonthValue() == 2
                                && !day.isLeapYear()));
    }

    /** All dates that come on it, from {@value #FIRST_YEAR} on. */
    List<Days> dates() {
        if (!yearly) {
            return List.of(new Days(day, day));
        }
        var all = new ArrayList<Days>();
        IntStream.rangeClosed(FIRST_YEAR, day.getYear()).forEach(year -> {
            var first = LocalDate.of(year, day.getMonth(), 1);
            var found = IntStream.rangeClosed(1, first.lengthOfMonth())
                    .mapToObj(first::withDayOfMonth)
                    .filter(this::is)
                    .toList();
            if (!found.isEmpty()) {
                all.add(new Days(found.getFirst(), found.getLast()));
            }
        });
        return List.copyOf(all);
    }

    /** The midnight of the day in UTC, for what is remembered of it. */
    Instant mark() {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
