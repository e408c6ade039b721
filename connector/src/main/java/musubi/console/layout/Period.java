package musubi.console.layout;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The days whose counts a page shows, in the portal's time zone.
 *
 * @param from the first day
 * @param to the last day, at the latest today
 * @param choices periods to choose from
 */
public record Period(LocalDate from, LocalDate to, List<Choice> choices) {

    private static final int USUAL_DAYS = 30;
    private static final int MAX_YEARS = 10;

    /** Most days that a chart shows one by one. */
    private static final int MAX_STEPS = 92;

    /**
     * A period to choose.
     *
     * @param days how many, today included; 0: all since the connection was made
     * @param current whether it is the one that is shown
     */
    public record Choice(int days, LocalDate from, boolean current) {}

    /**
     * The period that somebody asks for.
     *
     * @param from a day; empty or malformed: such that the period has {@value #USUAL_DAYS} days
     * @param to a day; empty or malformed: today
     * @param today in the portal's time zone
     * @param first the day from which on anything was counted
     */
    public static Period of(String from, String to, LocalDate today, LocalDate first) {
        var earliest = today.minusYears(MAX_YEARS);
        var one = day(to).orElse(today);
        var other = day(from).orElseGet(() -> before(one, USUAL_DAYS));
        var start = bounded(one.isBefore(other) ? one : other, earliest, today);
        var end = bounded(one.isBefore(other) ? other : one, earliest, today);
        return new Period(
                start,
                end,
                IntStream.of(7, USUAL_DAYS, 90, 0)
                        .mapToObj(days -> choice(days, days == 0 ? first : before(today, days), start, end, today))
                        .toList());
    }

    private static Choice choice(int days, LocalDate first, LocalDate start, LocalDate end, LocalDate today) {
        return new Choice(days, first, start.equals(first) && end.equals(today));
    }

    private static LocalDate before(LocalDate day, int days) {
        return day.minusDays(days - 1L);
    }

    private static LocalDate bounded(LocalDate day, LocalDate earliest, LocalDate latest) {
        return day.isBefore(earliest) ? earliest : day.isAfter(latest) ? latest : day;
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() >= 1 && day.getYear() <= 9_999);
        } catch (DateTimeException ignored) {
            return Optional.empty();
        }
    }

    /** Whether a chart shows months, since the days are too many. */
    public boolean byMonth() {
        return ChronoUnit.DAYS.between(from, to) >= MAX_STEPS;
    }

    /** The months of the period, the earliest first. */
    public List<YearMonth> months() {
        return Stream.iterate(
                        YearMonth.from(from), month -> !month.isAfter(YearMonth.from(to)), month -> month.plusMonths(1))
                .toList();
    }
}
