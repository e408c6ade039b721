package musubi.sync.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.line.LineFailure;
import musubi.line.LineProfile;
import org.junit.jupiter.api.Test;

/** Who may wait for LINE although it answers. */
class ProfileGatesTests {

    private static final UUID CONNECTION = new UUID(0, 1);
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private final ProfileGates gates = new ProfileGates(Clock.fixed(NOW, ZoneOffset.UTC));

    private void answers(LineProfile answer) {
        var _ = gates.answered(CONNECTION, List.of(answer));
    }

    @Test
    void aNodeThatBeginsLooksOnceForWhatAFormerOneLeft() {
        assertThat(gates.mayWaitInVain(CONNECTION)).isTrue();
        assertThat(gates.mayWaitInVain(CONNECTION)).isFalse();
    }

    @Test
    void whoBeganToWaitForTheChannelIsLookedForOnceWhenItAnswers() {
        assertThat(gates.mayWaitInVain(CONNECTION)).isTrue();
        answers(new LineProfile.Failed(new LineFailure(LineFailure.Code.SERVER_ERROR, 503)));
        assertThat(gates.dueWhileClosed(CONNECTION)).isAfter(NOW);
        assertThat(gates.mayWaitInVain(CONNECTION)).isFalse();
        answers(new LineProfile.Found("さくら", Optional.empty()));
        assertThat(gates.mayWaitInVain(CONNECTION)).isTrue();
        // the wait of a single friend stays as long as it is
        assertThat(gates.mayWaitInVain(CONNECTION)).isFalse();
    }
}
