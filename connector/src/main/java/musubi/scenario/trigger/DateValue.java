package musubi.scenario.trigger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/** The value of a date property, as HubSpot gives it: a day, a moment, or milliseconds since 1970. */
final class DateValue {

    private static final Pattern MILLIS = Pattern.compile("-?\\d{1,15}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private DateValue() {}

    /**
     * Its day; empty where it has none.
     *
     * @param zone in which a moment has its day
     */
    static Optional<LocalDate> day(String value, ZoneId zone) {
        var text = value.strip();
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            DAY.matcher(text).matches()
                                    ? LocalDate.parse(text)
                                    : LocalDate.ofInstant(moment(text), zone));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static Instant moment(String text) {
        return MILLIS.matcher(text).matches() ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text);
    }
}
