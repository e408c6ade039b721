package musubi.workflow.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import musubi.connection.sending.SendingOptions.QuietHours;
import musubi.contact.PropertyNames;
import musubi.workflow.ExecutionReason;
import musubi.workflow.ExecutionStatus;
import musubi.workflow.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets a message, and when. */
class DecisionTests {

    private static final String USER_ID = "U" + "0123456789abcdef".repeat(2);
    private static final PropertyNames NAMES = PropertyNames.ofSerial(2);

    @ParameterizedTest
    @CsvSource(textBlock = """
            YES, NO,  false, SENT
            YES, '',  false, SENT
            '',  '',  false, SENT
            YES, YES, false, OPTED_OUT
            YES, YES, true,  SENT
            NO,  NO,  false, BLOCKED
            NO,  NO,  true,  BLOCKED
            NO,  YES, false, BLOCKED
            """)
    void followAndOptOutDecide(String follow, String optOut, boolean transactional, ExecutionStatus expected) {
        var properties = Map.of("line_user_id_2", USER_ID, "line_follow_2", follow, "line_opt_out_2", optOut);
        assertThat(Decision.against(properties, NAMES, transactional)
                        .map(Outcome::status)
                        .orElse(ExecutionStatus.SENT))
                .isEqualTo(expected);
    }

    @Test
    void whoHasNoUserIdOfThisAccountIsNoFriend() {
        assertThat(Decision.against(Map.of("line_user_id", USER_ID), NAMES, true))
                .contains(Outcome.of(ExecutionReason.NO_LINE_USER_ID));
        assertThat(Decision.against(Map.of("line_user_id_2", "yamada"), NAMES, true))
                .contains(Outcome.of(ExecutionReason.WRONG_LINE_USER_ID));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            21:00, 09:00, Asia/Tokyo,    2026-12-01T13:00:00Z, 2026-12-02T00:00:00Z
            21:00, 09:00, Asia/Tokyo,    2026-12-01T23:59:59Z, 2026-12-02T00:00:00Z
            12:00, 13:00, Asia/Tokyo,    2026-12-01T03:30:00Z, 2026-12-01T04:00:00Z
            21:00, 02:30, Europe/Berlin, 2026-03-28T23:00:00Z, 2026-03-29T01:30:00Z
            """)
    void quietHoursEndAtTheNextTimeTheClockShows(
            LocalTime from, LocalTime to, ZoneId zone, Instant now, Instant expected) {
        assertThat(QuietTime.end(new QuietHours(from, to), now, zone)).isEqualTo(expected);
    }
}
