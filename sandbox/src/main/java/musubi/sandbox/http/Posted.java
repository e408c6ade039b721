package musubi.sandbox.http;

import java.time.Duration;
import java.util.Optional;

/**
 * How one request of ours went.
 *
 * @param status the HTTP status of the answer; 0 when none came
 * @param failure why it counts as failed; empty when it was acknowledged
 * @param took from the request to the answer
 */
public record Posted(int status, Optional<PostFailure> failure, Duration took) {

    /** Answered with 2xx in time. */
    public boolean acknowledged() {
        return failure.isEmpty();
    }
}
