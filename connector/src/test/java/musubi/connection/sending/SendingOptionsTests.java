package musubi.connection.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import musubi.connection.sending.SendingOptions.QuietHours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendingOptionsTests {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @ParameterizedTest
    @CsvSource({
        "21:00,09:00,20:59,false",
        "21:00,09:00,21:00,true",
        "21:00,09:00,00:00,true",
        "21:00,09:00,08:59,true",
        "21:00,09:00,09:00,false",
        "12:00,13:00,11:59,false",
        "12:00,13:00,12:00,true",
        "12:00,13:00,13:00,false",
        "00:00,09:00,23:59,false",
        "00:00,09:00,00:00,true",
        "21:00,00:00,23:59,true",
        "21:00,00:00,00:00,false"
    })
    void quietHoursMaySpanMidnight(String from, String to, String at, boolean quiet) {
        var instant = LocalDateTime.parse("2026-12-01T" + at).atZone(TOKYO).toInstant();
        assertThat(QuietHours.parse(from, to).orElseThrow().contains(instant, TOKYO))
                .isEqualTo(quiet);
    }

    @ParameterizedTest
    @CsvSource({"21:00,21:00", "24:00,09:00", "9:00,21:00", "21:00,''", "'',''", "21:00:30,09:00"})
    void whatIsNoTimeOfDayIsRefused(String from, String to) {
        assertThat(QuietHours.parse(from, to)).isEmpty();
    }

    @Test
    void aCostIsExactAndWithoutAnExponent() {
        var options = new SendingOptions(Optional.empty(), 0, Optional.of(new BigDecimal("3.3000")));
        assertThat(options.pricePerMessage())
                .hasValueSatisfying(price -> assertThat(price).hasToString("3.3"));
        assertThat(options.cost(1_000))
                .hasValueSatisfying(cost -> assertThat(cost).hasToString("3300"));
        assertThat(options.cost(0)).hasValueSatisfying(cost -> assertThat(cost).hasToString("0"));
        assertThat(SendingOptions.DEFAULT.cost(1)).isEmpty();
    }
}
