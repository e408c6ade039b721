package musubi.delivery.send;

import java.time.Instant;
import musubi.delivery.PreparedCall;
import musubi.delivery.store.StoredCall;

/**
 * A call that is being made.
 *
 * @param first when LINE may first have got it
 * @param failures how often its outcome was not known, or LINE was busy
 * @param doubtful whether LINE may have accepted it by an attempt before this one
 */
record CallAttempt(StoredCall call, PreparedCall content, Instant first, int failures, boolean doubtful) {

    /** @param unknown whether LINE may have accepted it by this attempt */
    CallAttempt failed(boolean unknown) {
        return new CallAttempt(call, content, first, failures + 1, doubtful || unknown);
    }

    /** Whether LINE may have accepted it, and may have forgotten so by now: it would send the messages again. */
    boolean isTooLate(Instant now) {
        return doubtful && Verdict.expired(first, now);
    }

    /** Leaves out persons. */
    @Override
    public String toString() {
        return "CallAttempt[%s, %d failures]".formatted(call.retryKey(), failures);
    }
}
