package musubi.sandbox.line;

import java.time.Duration;
import java.util.Optional;

/**
 * The outcome of a webhook request.
 *
 * @param status the HTTP status of the answer; 0 when none came
 * @param failure why it failed; empty when it was acknowledged
 * @param took from the request to the answer
 */
public record Outcome(int status, Optional<FailureReason> failure, Duration took) {

    /** Answered with 2xx in time. */
    public boolean acknowledged() {
        return failure.isEmpty();
    }
}
