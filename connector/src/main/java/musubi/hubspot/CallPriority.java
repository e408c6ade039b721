package musubi.hubspot;

import java.time.Duration;

/**
 * How urgent a call is, the most urgent first. Where calls wait for a place under the portal's limit, a more urgent one
 * gets the next place.
 *
 * <p>{@code LIVE} and {@code INTERACTIVE} calls may use the whole limit at once. All others are spaced evenly over the
 * limit's window, so that places become free all the time: a live call never waits for the end of a window
 * that a long job has used up.
 */
public enum CallPriority {
    /** What a friend just did. May use every free place; waits at most 15 s for one. */
    LIVE(Duration.ofSeconds(15), Duration.ZERO, false),
    /**
     * A person waits before a page or for an API answer. May use every free place; lets waiting live calls go first, but
     * for no longer than 250 ms, since live calls can wait without a gap for as long as a backlog lasts. Waits at most 15 s.
     */
    INTERACTIVE(Duration.ofSeconds(15), Duration.ofMillis(250), false),
    /** An operator's import. Spaced evenly; only while nothing more urgent waits. Waits at most 2 min. */
    IMPORT(Duration.ofMinutes(2), Duration.ofMinutes(2), true),
    /** Reading audiences and writing the results of deliveries. As an import, and after all imports. */
    DELIVERY(Duration.ofMinutes(2), Duration.ofMinutes(2), true),
    /** Sweeps over all contacts of a portal, which repeat by themselves. As an import, and after all others. */
    SWEEP(Duration.ofMinutes(2), Duration.ofMinutes(2), true);

    private final Duration timeout;
    private final Duration longestYield;
    private final boolean isSpaced;

    CallPriority(Duration timeout, Duration longestYield, boolean isSpaced) {
        this.timeout = timeout;
        this.longestYield = longestYield;
        this.isSpaced = isSpaced;
    }

    /** How long a call waits for a place before it fails with {@link HubSpotException.Kind#LIMITED}. */
    public Duration timeout() {
        return timeout;
    }

    /** How long a call lets more urgent ones go first. */
    public Duration longestYield() {
        return longestYield;
    }

    /** Whether calls are spaced evenly over the limit's window. */
    public boolean isSpaced() {
        return isSpaced;
    }
}
