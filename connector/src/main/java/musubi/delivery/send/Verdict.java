package musubi.delivery.send;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import musubi.delivery.PauseReason;
import musubi.delivery.PreparedCall;
import musubi.delivery.Recipient;
import musubi.line.LineFailure;
import musubi.line.SendOutcome;
import musubi.line.SendOutcome.Accepted;
import musubi.line.SendOutcome.MessageFault;
import musubi.line.SendOutcome.NotAccepted;
import musubi.line.SendOutcome.Unknown;

/** What is to be done after a call. A pure function of its outcome. */
sealed interface Verdict {

    /**
     * How long a call whose outcome is not known is repeated: LINE knows a retry key for 24 h, and after that the same call would send the
     * messages again.
     *
     * @see <a href="https://developers.line.biz/en/docs/messaging-api/retrying-api-request/">Retrying an API request</a>
     */
    Duration RETRY_TIME = Duration.ofHours(23);

    /**
     * LINE has them.
     *
     * @param unexpected whether LINE had them before, by a call that nobody here knows of
     */
    record Sent(boolean unexpected) implements Verdict {}

    /** LINE does not take them for these people, and never will. */
    record Refused() implements Verdict {}

    /** LINE took nothing; others are to be made in its place. */
    record Replaced(List<Recipient> refused, List<PreparedCall> calls) implements Verdict {}

    /** The same call is to be made again. */
    record Again(LineFailure failure) implements Verdict {}

    /** Nobody knows, and trying again could double them. */
    record Uncertain() implements Verdict {}

    /** The delivery stops until a person has done something; the call stays as it is. */
    record Stop(PauseReason reason, String detail) implements Verdict {}

    /**
     * Of an outcome.
     *
     * @param personal whether the messages are for this call's person alone, so that others may well be accepted
     */
    static Verdict of(CallAttempt attempt, boolean personal, SendOutcome outcome, Instant now) {
        return switch (outcome) {
            case Accepted(var before) -> new Sent(before && !attempt.doubtful());
            case Unknown(var failure) -> expired(attempt.first(), now) ? new Uncertain() : new Again(failure);
            case NotAccepted(var failure, var recipient, var faults) ->
                switch (failure.kind()) {
                    case UNAUTHORIZED -> new Stop(PauseReason.LINE_UNAUTHORIZED, "");
                    case FORBIDDEN -> new Stop(PauseReason.LINE_FORBIDDEN, "");
                    case QUOTA -> new Stop(PauseReason.QUOTA, "");
                    case LIMITED, UNAVAILABLE, UNREACHABLE ->
                        attempt.isTooLate(now) ? new Uncertain() : new Again(failure);
                    case REJECTED ->
                        !personal && !faults.isEmpty()
                                ? new Stop(PauseReason.CONTENT, words(faults))
                                : without(attempt.content(), recipient);
                };
        };
    }

    /** Whether LINE may have forgotten the key of a call by now. */
    static boolean expired(Instant first, Instant now) {
        return !now.isBefore(first.plus(RETRY_TIME));
    }

    private static String words(List<MessageFault> faults) {
        return faults.stream()
                .limit(5)
                .map(fault -> fault.property() + ": " + fault.text())
                .collect(joining("; "));
    }

    /** Without the one that LINE names; else in halves, until the one is found. */
    private static Verdict without(PreparedCall call, OptionalInt named) {
        var all = call.recipients();
        if (all.size() == 1) {
            return new Refused();
        }
        if (named.isPresent() && named.getAsInt() < all.size()) {
            var others = new ArrayList<>(all);
            var refused = others.remove(named.getAsInt());
            return new Replaced(List.of(refused), List.of(call.to(others)));
        }
        var half = all.size() / 2;
        return new Replaced(List.of(), List.of(call.to(all.subList(0, half)), call.to(all.subList(half, all.size()))));
    }
}
