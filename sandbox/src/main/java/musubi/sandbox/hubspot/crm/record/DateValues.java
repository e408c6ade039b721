package musubi.sandbox.hubspot.crm.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Dates and times, as HubSpot reads and writes them. */
final class DateValues {

    private static final Pattern EPOCH = Pattern.compile("-?\\d{1,15}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private DateValues() {}

    /** A day: {@code yyyy-MM-dd}, or a moment that is midnight in UTC (epoch ms or ISO-8601). */
    static String date(String property, String value) throws Bad {
        if (DAY.matcher(value).matches()) {
            try {
                return LocalDate.parse(value).toString();
            } catch (DateTimeException e) {
                throw bad(property, value);
            }
        }
        var moment = moment(property, value).atOffset(ZoneOffset.UTC);
        if (!moment.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            var text = "%d is at %d:%d:%d.%d UTC, not midnight!"
                    .formatted(
                            moment.toInstant().toEpochMilli(),
                            moment.getHour(),
                            moment.getMinute(),
                            moment.getSecond(),
                            moment.getNano() / 1_000_000);
            throw new Bad(new InvalidValue(property, "INVALID_DATE", text));
        }
        return moment.toLocalDate().toString();
    }

    /** A moment, to the millisecond: epoch ms or ISO-8601 with a time and an offset. */
    static String datetime(String property, String value) throws Bad {
        return moment(property, value).toString();
    }

    private static Instant moment(String property, String value) throws Bad {
        try {
            var moment = EPOCH.matcher(value).matches()
                    ? Instant.ofEpochMilli(Long.parseLong(value))
                    : OffsetDateTime.parse(value).toInstant();
            return moment.truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            throw bad(property, value);
        }
    }

    private static Bad bad(String property, String value) {
        return new Bad(new InvalidValue(property, "INVALID_DATE", "%s was not a valid date.".formatted(value)));
    }

    /** Not a date. */
    static final class Bad extends Exception {
        private final InvalidValue value;

        Bad(InvalidValue value) {
            super(value.message(), null, false, false);
            this.value = value;
        }

        InvalidValue value() {
            return value;
        }
    }
}
