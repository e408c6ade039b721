package musubi.scenario.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import musubi.scenario.trigger.Occurrence.Days;
import musubi.testing.Seed;
import org.junit.jupiter.api.Test;

class OccurrenceTests {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void aDateComesEachYearFromItsOwnOn() {
        var yearly = new Occurrence(day("2026-04-03"), true);
        assertThat(yearly.is(day("1985-04-03"))).isTrue();
        assertThat(yearly.is(day("2026-04-03"))).isTrue();
        assertThat(yearly.is(day("2027-04-03"))).isFalse();
        assertThat(yearly.is(day("1985-04-04"))).isFalse();
        var once = new Occurrence(day("2026-04-03"), false);
        assertThat(once.is(day("1985-04-03"))).isFalse();
        assertThat(once.is(day("2026-04-03"))).isTrue();
        assertThat(once.dates()).containsExactly(new Days(day("2026-04-03"), day("2026-04-03")));
    }

    @Test
    void whoWasBornOn29FebruaryComesOnThe28thWhereThereIsNone() {
        var born = day("2000-02-29");
        assertThat(new Occurrence(day("2027-02-28"), true).is(born)).isTrue();
        assertThat(new Occurrence(day("2027-03-01"), true).is(born)).isFalse();
        assertThat(new Occurrence(day("2028-02-28"), true).is(born)).isFalse();
        assertThat(new Occurrence(day("2028-02-29"), true).is(born)).isTrue();
        assertThat(new Occurrence(day("2027-02-28"), true).dates())
                .contains(
                        new Days(day("2000-02-28"), day("2000-02-29")), new Days(day("2001-02-28"), day("2001-02-28")));
        assertThat(new Occurrence(day("2028-02-29"), true).dates())
                .contains(new Days(day("2000-02-29"), day("2000-02-29")))
                .hasSize(32);
    }

    /** Java moves an anniversary of 29 February to the 28th by itself. */
    @Test
    void itsDatesAreThoseWhoseAnniversaryItIs() {
        var random = Seed.random("OccurrenceTests");
        for (var round = 0; round < 40; round++) {
            var day = round < 10
                    ? LocalDate.of(2020 + random.nextInt(20), 2, 28).plusDays(random.nextInt(2))
                    : LocalDate.of(2020 + random.nextInt(20), 1, 1).plusDays(random.nextInt(365));
            var occurrence = new Occurrence(day, true);
            var dates = occurrence.dates();
            for (var date = day("1900-01-01"); date.isBefore(day("2041-01-01")); date = date.plusDays(1)) {
                var expected =
                        !date.isAfter(day) && date.withYear(day.getYear()).equals(day);
                var there = date;
                assertThat(occurrence.is(date))
                        .as("seed %d: %s %s", Seed.VALUE, day, date)
                        .isEqualTo(expected);
                assertThat(dates.stream()
                                .anyMatch(some -> !there.isBefore(some.first()) && !there.isAfter(some.last())))
                        .as("seed %d: %s %s", Seed.VALUE, day, date)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void aDayIsThatOfTheZone() {
        var days = new Days(day("2026-03-29"), day("2026-03-29"));
        assertThat(days.moments(ZoneOffset.UTC).first()).isEqualTo(Instant.parse("2026-03-29T00:00:00Z"));
        assertThat(days.moments(ZoneOffset.UTC).last()).isEqualTo(Instant.parse("2026-03-29T23:59:59.999Z"));
        assertThat(days.moments(TOKYO).first()).isEqualTo(Instant.parse("2026-03-28T15:00:00Z"));
        // a day of 23 hours
        assertThat(days.moments(BERLIN).last()).isEqualTo(Instant.parse("2026-03-29T21:59:59.999Z"));
    }

    @Test
    void aTimeThatClocksJumpOverIsLaterAndOfOneThatComesTwiceTheFirstCounts() {
        var time = LocalTime.of(2, 30);
        assertThat(Occurrence.moment(day("2026-03-29"), time, BERLIN)).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(Occurrence.moment(day("2026-10-25"), time, BERLIN)).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(Occurrence.moment(day("2026-10-25"), LocalTime.of(10, 0), TOKYO))
                .isEqualTo(Instant.parse("2026-10-25T01:00:00Z"));
    }
}
