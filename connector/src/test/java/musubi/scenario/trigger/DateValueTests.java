package musubi.scenario.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateValueTests {

    @ParameterizedTest
    @CsvSource({
        "1990-04-03, Asia/Tokyo, 1990-04-03",
        "' 1990-04-03 ', America/New_York, 1990-04-03",
        "639100800000, UTC, 1990-04-03",
        "-86400000, UTC, 1969-12-31",
        "2026-11-27T15:00:00Z, Asia/Tokyo, 2026-11-28",
        "2026-11-27T14:59:59.999Z, Asia/Tokyo, 2026-11-27"
    })
    void aDayIsReadFromEachForm(String value, ZoneId zone, LocalDate day) {
        assertThat(DateValue.day(value, zone)).contains(day);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "soon", "1990-02-30", "03.04.1990", "9999999999999999"})
    void whatIsNoDateHasNoDay(String value) {
        assertThat(DateValue.day(value, ZoneId.of("UTC"))).isEmpty();
    }
}
