package musubi.delivery.send;

import java.time.Instant;
import musubi.delivery.PreparedCall;
import musubi.delivery.store.StoredCall;

/**
 * A call that is being made.
 *
 * @param first when LINE may first have got it
 * @param failures how often its outcome was not known, or LINE was busy
 */
record CallAttempt(StoredCall call, PreparedCall content, Instant first, int failures) {

    CallAttempt failed() {
        return new CallAttempt(call, content, first, failures + 1);
    }

    /** Leaves out persons. */
    @Override
    public String toString() {
        return "CallAttempt[%s, %d failures]".formatted(call.retryKey(), failures);
    }
}
