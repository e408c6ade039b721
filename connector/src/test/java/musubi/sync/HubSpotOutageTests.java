package musubi.sync;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import musubi.sandbox.http.Fault;
import musubi.sync.batch.NextAttempt;
import musubi.testing.TestWorld;
import musubi.testing.suite.LongRunning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outages and limits of HubSpot are waited out: no event is lost and no contact is created twice. */
@LongRunning
class HubSpotOutageTests {

    private static final String READ = ".*/contacts/batch/read";
    private static final String WRITE = ".*/contacts/batch/(create|update)";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared(Map.of("musubi.hubspot.timeout", "2s"));

    private final TestWorld.TestConnection connected = WORLD.connect();
    private final FollowedContacts contacts = new FollowedContacts(connected);
    private final NextAttempt attempts = new NextAttempt(WORLD, connected);

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 521, 524})
    void aCallThatFailsIsTriedAgain(int status) {
        WORLD.hubspot().faults().add(Fault.answer("POST", READ, 1, status, "<html>no JSON</html>"));
        WORLD.hubspot().faults().add(Fault.answer("POST", WRITE, 1, status, "<html>no JSON</html>"));
        contacts.oneEach(List.of(contacts.follow()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"CUT_BEFORE", "CUT_AFTER"})
    void aCutConnectionNeitherLosesNorDoubles(Fault.Kind kind) {
        WORLD.hubspot().faults().add(Fault.of(kind, "POST", WRITE, 1, Duration.ZERO));
        contacts.oneEach(List.of(contacts.follow()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"HANG", "HANG_AFTER"})
    void anAnswerThatDoesNotComeNeitherLosesNorDoubles(Fault.Kind kind) {
        WORLD.hubspot().faults().add(Fault.of(kind, "POST", WRITE, 1, Duration.ofSeconds(6)));
        contacts.oneEach(List.of(contacts.follow()));
    }

    @Test
    void aWriteThatIsAnsweredWithAnErrorIsNotDoneTwice() {
        WORLD.hubspot().faults().add(Fault.answerAfter("POST", WRITE, 1, 502, ""));
        var friend = contacts.follow();
        contacts.oneEach(List.of(friend));
        assertThat(connected.contact(friend).orElseThrow().writes()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsNoJsonIsNoSuccess() {
        WORLD.hubspot().faults().add(Fault.answer("POST", WRITE, 1, 200, "<html>maintenance</html>"));
        contacts.oneEach(List.of(contacts.follow()));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 302, 307})
    void anAnswerOfAProxyIsNoRefusalOfTheValues(int status) {
        WORLD.hubspot().faults().add(Fault.answer("POST", READ, 1, status, "<html>no JSON</html>"));
        WORLD.hubspot().faults().add(Fault.answer("POST", WRITE, 1, status, "<html>no JSON</html>"));
        contacts.oneEach(List.of(contacts.follow()));
    }

    @Test
    void anOutageOfTheWholePortalUsesUpNoAttempts() {
        WORLD.hubspot().faults().add(Fault.answer("POST", READ, 3, 503, ""));
        var friend = contacts.follow();
        eventually(
                "three attempts came to nothing",
                () -> WORLD.hubspot().faults().waiting().isEmpty());
        assertThat(attempts.count()).isZero();
        contacts.oneEach(List.of(friend));
    }

    @Test
    void aLockIsWaitedForTwoSeconds() {
        WORLD.hubspot()
                .faults()
                .add(Fault.answer("POST", WRITE, 1, 423, "{\"status\":\"error\",\"message\":\"locked\"}"));
        contacts.oneEach(List.of(contacts.follow()));
    }

    @Test
    void aPortalThatIsBeingMovedIsNotCalledForAsLongAsItAsks() {
        WORLD.hubspot().faults().add(Fault.answer("POST", READ, 1, 477, "{}").with("Retry-After", "2"));
        var friend = contacts.follow();
        var before = System.nanoTime();
        contacts.oneEach(List.of(friend));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(1_500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEN_SECONDLY_ROLLING", "SECONDLY"})
    void aLimitIsWaitedForAsLongAsTheHeaderSays(String policy) {
        WORLD.hubspot().faults().add(limited(policy).with("Retry-After", "1"));
        contacts.oneEach(List.of(contacts.follow()));
        assertThat(connected.connection().path("problems").size()).isEqualTo(1);
    }

    @Test
    void aSecondlyLimitWithoutAHeaderIsOverAfterASecond() {
        WORLD.hubspot().faults().add(limited("SECONDLY"));
        contacts.oneEach(List.of(contacts.follow()));
    }

    @Test
    void aTenSecondlyLimitWithoutAHeaderIsOverAfterTenSeconds() {
        WORLD.hubspot().faults().add(limited("TEN_SECONDLY_ROLLING"));
        var friend = contacts.follow();
        var before = System.nanoTime();
        contacts.oneEach(List.of(friend));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(9));
    }

    @Test
    void theLimitOfTheDayIsReportedAndWaitedFor() {
        WORLD.hubspot().faults().add(limited("DAILY").with("Retry-After", "3600"));
        var friend = contacts.follow();
        eventually("the problem is reported", () -> contacts.hasProblem("Today's HubSpot calls are used up"));
        assertThat(connected.contact(friend)).isEmpty();
        assertThat(connected.backlog().path("pending").asInt()).isEqualTo(1);
    }

    private static Fault limited(String policy) {
        return Fault.answer("POST", READ, 1, 429, """
                {"status":"error","message":"You have reached your limit.","category":"RATE_LIMITS",
                 "policyName":"%s","correlationId":"c"}""".formatted(policy));
    }
}
