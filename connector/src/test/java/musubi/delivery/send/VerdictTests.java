package musubi.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import musubi.delivery.PauseReason;
import musubi.delivery.PreparedCall;
import musubi.delivery.Recipient;
import musubi.delivery.store.StoredCall;
import musubi.line.LineFailure;
import musubi.line.LineFailure.Code;
import musubi.line.LineFailure.Kind;
import musubi.line.SendOutcome;
import musubi.line.SendOutcome.Accepted;
import musubi.line.SendOutcome.MessageFault;
import musubi.line.SendOutcome.NotAccepted;
import musubi.line.SendOutcome.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done after each outcome of a call. */
class VerdictTests {

    private static final Instant FIRST = Instant.parse("2026-11-27T09:00:00Z");
    private static final Instant SOON = FIRST.plusSeconds(1);
    private static final Instant LATE = FIRST.plus(Duration.ofHours(23));
    private static final byte[] MESSAGES = "[]".getBytes(StandardCharsets.UTF_8);
    private static final List<MessageFault> FAULTS = List.of(new MessageFault("messages[0].text", "May not be empty"));

    private static CallAttempt attempt(int people, boolean doubtful) {
        var recipients = IntStream.range(0, people)
                .mapToObj(i -> new Recipient(i, "U%032x".formatted(i)))
                .toList();
        return new CallAttempt(
                new StoredCall(UUID.randomUUID(), 1, people, new byte[0], Optional.of(FIRST), StoredCall.AT_ONCE),
                new PreparedCall(recipients, MESSAGES, "sale"),
                FIRST,
                0,
                doubtful);
    }

    private static Verdict of(CallAttempt attempt, SendOutcome outcome, Instant now) {
        return Verdict.of(attempt, false, outcome, now);
    }

    private static LineFailure failure(Code code) {
        return new LineFailure(code, 0);
    }

    private static NotAccepted rejected(OptionalInt recipient, List<MessageFault> faults) {
        return new NotAccepted(new LineFailure(Code.REJECTED, 400), recipient, faults);
    }

    @Test
    void whatLineAcceptedIsSentHoweverLate() {
        assertThat(of(attempt(3, true), new Accepted(true), LATE)).isEqualTo(new Verdict.Sent(false));
        assertThat(of(attempt(3, false), new Accepted(false), SOON)).isEqualTo(new Verdict.Sent(false));
    }

    @Test
    void whatNobodyKnowsIsRepeatedUntilLineMayHaveForgottenIt() {
        var outcome = new Unknown(failure(Code.NO_ANSWER));
        assertThat(of(attempt(3, false), outcome, LATE.minusNanos(1)))
                .isEqualTo(new Verdict.Again(failure(Code.NO_ANSWER)));
        assertThat(of(attempt(3, false), outcome, LATE)).isEqualTo(new Verdict.Uncertain());
    }

    @ParameterizedTest
    @EnumSource
    void eachKindOfRefusalHasItsVerdict(Code code) {
        var verdict = of(attempt(1, false), new NotAccepted(failure(code)), SOON);
        assertThat(verdict)
                .isEqualTo(
                        switch (code.kind()) {
                            case UNAUTHORIZED -> new Verdict.Stop(PauseReason.LINE_UNAUTHORIZED, "");
                            case FORBIDDEN -> new Verdict.Stop(PauseReason.LINE_FORBIDDEN, "");
                            case QUOTA -> new Verdict.Stop(PauseReason.QUOTA, "");
                            case LIMITED, UNAVAILABLE, UNREACHABLE -> new Verdict.Again(failure(code));
                            case REJECTED -> new Verdict.Refused();
                        });
    }

    /** The limit is told before LINE looks at the key: what it accepted a day ago it would send once more. */
    @Test
    void aRateLimitForADayLeavesInDoubtOnlyWhatWasInDoubtBefore() {
        var outcome = new NotAccepted(failure(Code.TOO_MANY_CALLS));
        assertThat(outcome.failure().kind()).isEqualTo(Kind.LIMITED);
        assertThat(of(attempt(3, true), outcome, LATE)).isEqualTo(new Verdict.Uncertain());
        assertThat(of(attempt(3, true), outcome, LATE.minusNanos(1))).isInstanceOf(Verdict.Again.class);
        assertThat(of(attempt(3, false), outcome, LATE)).isInstanceOf(Verdict.Again.class);
    }

    @Test
    void theOneWhomLineNamesIsLeftOut() {
        var attempt = attempt(5, false);
        var people = attempt.content().recipients();
        assertThat(of(attempt, rejected(OptionalInt.of(2), List.of()), SOON))
                .isEqualTo(new Verdict.Replaced(
                        List.of(people.get(2)),
                        List.of(new PreparedCall(
                                List.of(people.get(0), people.get(1), people.get(3), people.get(4)),
                                MESSAGES,
                                "sale"))));
    }

    @Test
    void whereLineNamesNobodyOrSomebodyElseTheCallIsHalved() {
        for (var named : List.of(OptionalInt.empty(), OptionalInt.of(7))) {
            var attempt = attempt(7, false);
            assertThat(of(attempt, rejected(named, List.of()), SOON))
                    .isInstanceOfSatisfying(Verdict.Replaced.class, replaced -> {
                        assertThat(replaced.refused()).isEmpty();
                        assertThat(replaced.calls()).hasSize(2);
                        assertThat(replaced.calls())
                                .extracting(PreparedCall::unit)
                                .containsOnly("sale");
                        assertThat(replaced.calls().stream()
                                        .flatMap(call -> call.recipients().stream())
                                        .toList())
                                .isEqualTo(attempt.content().recipients());
                        assertThat(replaced.calls())
                                .allSatisfy(call -> assertThat(call.messages()).isEqualTo(MESSAGES));
                    });
        }
    }

    /** However many of them are wrong, the others are found, and halving ends. */
    @Test
    void halvingFindsEverybodyWhomLineTakes() {
        for (var wrong = 0; wrong < 17; wrong++) {
            var bad = wrong;
            var open = new ArrayDeque<>(List.of(attempt(17, false)));
            var sent = 0;
            var refused = 0;
            while (!open.isEmpty()) {
                var attempt = open.remove();
                var people = attempt.content().recipients();
                var isBad = people.stream().anyMatch(person -> person.contactId() == bad || person.contactId() == 16);
                switch (isBad ? of(attempt, rejected(OptionalInt.empty(), List.of()), SOON) : new Verdict.Sent(false)) {
                    case Verdict.Sent _ -> sent += people.size();
                    case Verdict.Refused() -> refused++;
                    case Verdict.Replaced(var out, var calls) -> {
                        refused += out.size();
                        calls.forEach(call -> open.add(new CallAttempt(attempt.call(), call, FIRST, 0, false)));
                    }
                    case Verdict.Again _, Verdict.Uncertain _, Verdict.Stop _ -> throw new AssertionError();
                }
            }
            assertThat(refused).isEqualTo(bad == 16 ? 1 : 2);
            assertThat(sent + refused).isEqualTo(17);
        }
    }

    @Test
    void messagesThatLineRefusesStopTheDeliveryUnlessTheyAreOnePersons() {
        assertThat(of(attempt(5, false), rejected(OptionalInt.empty(), FAULTS), SOON))
                .isEqualTo(new Verdict.Stop(PauseReason.CONTENT, "messages[0].text: May not be empty"));
        assertThat(Verdict.of(attempt(1, false), true, rejected(OptionalInt.empty(), FAULTS), SOON))
                .isEqualTo(new Verdict.Refused());
    }

    @Test
    void noMoreThanFiveFaultsAreTold() {
        var many = Stream.generate(() -> FAULTS.getFirst()).limit(9).toList();
        assertThat(of(attempt(2, false), rejected(OptionalInt.empty(), many), SOON))
                .isInstanceOfSatisfying(
                        Verdict.Stop.class,
                        stop -> assertThat(stop.detail().split("; ")).hasSize(5));
    }
}
