package musubi.sync.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import musubi.sync.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which attempt is the last depends on whether writes of others succeed meanwhile. */
class RetryPolicyTests {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final RetryCause FAILS = new RetryCause(Reason.ALWAYS_FAILS, "", "");

    private static RetryPolicy policy(Duration sinceLastWrite, int failedBatches) {
        return new RetryPolicy(new PortalHealth(NOW.minus(sinceLastWrite), failedBatches), NOW);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 4", "5, 32", "6, 60", "40, 60"})
    void eachWaitIsTwiceAsLongUpToAMinute(int attempts, int seconds) {
        assertThat(RetryPolicy.backoff(attempts)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        // the eighth attempt is the last where others succeed
        "6, PT1S, false",
        "7, PT1S, true",
        // where nobody wrote since the attempt before, it may be the whole portal
        "7, PT2H, false",
        "33, PT2H, false",
        "34, PT2H, true"
    })
    void theLastAttemptComesEarlierWhereOthersSucceed(int failed, Duration sinceLastWrite, boolean isLast) {
        assertThat(policy(sinceLastWrite, 0).isLast(failed, FAILS)).isEqualTo(isLast);
    }

    @Test
    void aWriteOfTheSameBatchShowsThatOthersSucceed() {
        var policy = policy(Duration.ofHours(2), 0);
        assertThat(policy.isLast(7, FAILS)).isFalse();
        policy.written();
        assertThat(policy.isLast(7, FAILS)).isTrue();
        assertThat(policy.hasWritten()).isTrue();
    }

    @Test
    void whatHubSpotItselfNamesIsNoOutage() {
        assertThat(policy(Duration.ofHours(2), 0).isLast(7, RetryCause.recycleBin("1")))
                .isTrue();
    }

    @Test
    void whenTheWholeBatchFailedTheWaitGrowsWithTheFailuresOfThePortal() {
        assertThat(policy(Duration.ofHours(2), 0).waitOfAll(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy(Duration.ofHours(2), 4).waitOfAll(1)).isEqualTo(Duration.ofSeconds(16));
    }
}
