package musubi.scenario.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days and a time of day, in zones whose clocks jump. */
class WaitTests {

    @ParameterizedTest
    @CsvSource({
        "Asia/Tokyo, 2026-03-01T05:00:00Z, 1, 10:00, 2026-03-02T01:00:00Z",
        "Asia/Tokyo, 2026-03-01T00:30:00Z, 0, 10:00, 2026-03-01T01:00:00Z",
        // that time of the day is over
        "Asia/Tokyo, 2026-03-01T05:00:00Z, 0, 10:00, 2026-03-02T01:00:00Z",
        "Asia/Tokyo, 2026-03-01T01:00:00Z, 0, 10:00, 2026-03-01T01:00:00Z",
        // the day is that of the zone
        "Asia/Tokyo, 2026-02-28T16:00:00Z, 1, 00:00, 2026-03-01T15:00:00Z",
        // 02:30 is jumped over: 03:30
        "Europe/Berlin, 2026-03-28T12:00:00Z, 1, 02:30, 2026-03-29T01:30:00Z",
        "Europe/Berlin, 2026-03-28T12:00:00Z, 1, 10:00, 2026-03-29T08:00:00Z",
        // 02:30 comes twice: the first one, and the second when the first is over
        "Europe/Berlin, 2026-10-24T12:00:00Z, 1, 02:30, 2026-10-25T00:30:00Z",
        "Europe/Berlin, 2026-10-25T00:45:00Z, 0, 02:30, 2026-10-25T01:30:00Z",
        "Europe/Berlin, 2026-10-25T01:45:00Z, 0, 02:30, 2026-10-26T01:30:00Z",
        // days that are jumped over as a whole
        "Pacific/Apia, 2011-12-29T12:00:00Z, 1, 10:00, 2011-12-30T20:00:00Z"
    })
    void aTimeOfDay(ZoneId zone, Instant begin, int days, LocalTime time, Instant end) {
        assertThat(new Wait.Until(days, time).from(begin, zone)).isEqualTo(end);
    }
}
