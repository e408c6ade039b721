package musubi.workflow.send;

import java.time.Duration;
import musubi.hubspot.HubSpotException;

/** How long HubSpot is left alone after it did not carry out a call. */
public final class Rest {

    public static final Duration LONGEST = Duration.ofMinutes(10);
    public static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    private static final Duration REFUSED = Duration.ofSeconds(30);
    private static final Duration LIMITED = Duration.ofSeconds(10);
    private static final Duration MAX_RETRY = Duration.ofMinutes(1);

    private Rest() {}

    /**
     * How long to rest after a failure.
     *
     * @param failures in a row, this one included
     */
    public static Duration after(HubSpotException e, int failures) {
        return switch (e.kind()) {
            case AUTH -> REFUSED;
            case LIMITED -> e.retryAfter().orElse(LIMITED);
            case QUOTA -> LONGEST;
            case RETRY, REJECTED -> {
                var doubled = e.retryAfter().orElse(Duration.ofSeconds(1L << Math.min(failures - 1, 6)));
                yield doubled.compareTo(MAX_RETRY) < 0 ? doubled : MAX_RETRY;
            }
        };
    }
}
