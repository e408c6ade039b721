package musubi.sync.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import musubi.contact.Change;
import musubi.contact.FriendEvent;
import musubi.contact.LineUserId;
import musubi.inbox.EventKind;
import musubi.inbox.EventPayload;
import musubi.inbox.PendingEvent;
import musubi.sync.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which attempt is the last depends on whether writes of others succeed meanwhile. */
class RetryPolicyTests {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final RetryCause FAILS = new RetryCause(Reason.ALWAYS_FAILS, "", "");

    private static RetryPolicy policy(Duration sinceLastWrite, int failedBatches) {
        return new RetryPolicy(new PortalHealth(NOW.minus(sinceLastWrite), failedBatches, 0), NOW);
    }

    @ParameterizedTest
    @CsvSource({"0, 8", "0.1, 8", "0.3, 14", "0.51, 24", "0.7, 35", "1, 35"})
    void whereOthersFailAsWellMoreAttemptsAreMade(double failing, int last) {
        var policy = new RetryPolicy(new PortalHealth(NOW, 0, failing), NOW);
        assertThat(policy.isLast(last - 2, FAILS)).isFalse();
        assertThat(policy.isLast(last - 1, FAILS)).isTrue();
        assertThat(policy.isLast(7, RetryCause.recycleBin("1"))).isTrue();
    }

    /** The smallest number of attempts is so large that chance explains the failure of all less than once in ten millions. */
    @Test
    void chanceAloneGivesNobodyUp() {
        for (var failing = 0.01; failing < 0.6; failing += 0.01) {
            var policy = new RetryPolicy(new PortalHealth(NOW, 0, failing), NOW);
            var attempts = 1;
            while (!policy.isLast(attempts - 1, FAILS)) {
                attempts++;
            }
            assertThat(Math.pow(failing, attempts)).as("failing %.2f", failing).isLessThanOrEqualTo(1e-7);
        }
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
        assertThat(policy.hasWritten()).isFalse();
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

    @Test
    void afterThreeAttemptsAFriendMayBeTheCauseOfACallsFailure() {
        var policy = policy(Duration.ZERO, 0);
        assertThat(policy.isSuspicious(work(2))).isFalse();
        assertThat(policy.isSuspicious(work(3))).isTrue();
    }

    @Test
    void ofSeveralFriendsOneIsEnough() {
        var policy = policy(Duration.ZERO, 0);
        assertThat(policy.isAnySuspicious(List.of(work(0), work(2)))).isFalse();
        assertThat(policy.isAnySuspicious(List.of(work(0), work(3)))).isTrue();
    }

    @Test
    void afterTwoFailedBatchesAnyFriendMayBeTheCause() {
        assertThat(policy(Duration.ZERO, 1).isSuspicious(work(0))).isFalse();
        assertThat(policy(Duration.ZERO, 2).isSuspicious(work(0))).isTrue();
        assertThat(policy(Duration.ZERO, 2).isAnySuspicious(List.of())).isTrue();
    }

    /** One friend's event, and how often it was tried. */
    private static FriendWork work(int attempts) {
        var friend = new LineUserId("U" + "0123456789abcdef".repeat(2));
        var payload = new EventPayload(EventKind.FOLLOW, new byte[0]);
        var event = new PendingEvent(1, new UUID(0, 1), friend.value(), payload, NOW, attempts, null);
        return new FriendWork(friend, Change.of(new FriendEvent.Followed(NOW, false)), List.of(event));
    }
}
