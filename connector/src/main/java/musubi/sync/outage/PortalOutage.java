package musubi.sync.outage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import musubi.hubspot.HubSpotException;
import org.jspecify.annotations.Nullable;

/**
 * Notices the outage of one portal, and when it ends. It begins with the second call in a row that fails: the first may be a hiccup. While
 * it lasts, one friend's events are tried every 4 s, however long the others wait, so that its end is soon seen.
 */
public final class PortalOutage {

    /** How often HubSpot is called during an outage, at least. */
    private static final Duration TRY_EVERY = Duration.ofSeconds(4);
    /** A limit that HubSpot asks to wait for longer than that is told of. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(30);

    private final Outages outages;
    private final Clock clock;
    private final long portalId;
    private @Nullable Instant firstFailure;
    private @Nullable Instant nextTry;
    /** Whether there may be a note in the database; an earlier owner may have left one. */
    private boolean noted = true;
    /** Whether the note of an earlier owner was looked for. */
    private boolean takenOver;

    public PortalOutage(Outages outages, Clock clock, long portalId) {
        this.outages = outages;
        this.clock = clock;
        this.portalId = portalId;
    }

    /**
     * A call failed.
     *
     * @param pausedUntil no call is made before that; may be past
     */
    public synchronized void failed(HubSpotException failure, Instant pausedUntil) {
        cause(failure).ifPresent(cause -> {
            var now = clock.instant();
            var asked = failure.retryAfter().filter(wait -> wait.compareTo(TRY_EVERY) > 0);
            var begins = firstFailure == null;
            if (firstFailure == null) {
                firstFailure = now;
            }
            var soonest = now.plus(asked.orElse(TRY_EVERY));
            nextTry = soonest.isBefore(pausedUntil) ? pausedUntil : soonest;
            if (!begins || cause == Outage.Cause.BUSY || cause == Outage.Cause.QUOTA) {
                noted = true;
                outages.note(portalId, new Outage(cause, failure.status(), firstFailure, nextTry));
            }
        });
    }

    /**
     * HubSpot carried out the calls of a batch.
     *
     * @return whether what waits for it may go on
     */
    public synchronized boolean succeeded() {
        if (noted) {
            outages.end(portalId);
            noted = false;
        }
        var over = firstFailure != null;
        firstFailure = null;
        nextTry = null;
        return over;
    }

    /** Whether HubSpot is to be tried now; true once for each time. */
    public synchronized boolean mayTry() {
        takeOver();
        if (nextTry == null || clock.instant().isBefore(nextTry)) {
            return false;
        }
        nextTry = clock.instant().plus(TRY_EVERY);
        return true;
    }

    /** An outage does not end because another node, or a new start, owns the portal: its events wait, and are to be tried as before. */
    private void takeOver() {
        if (takenOver) {
            return;
        }
        var earlier = outages.of(List.of(portalId)).get(portalId);
        if (earlier != null && firstFailure == null) {
            firstFailure = earlier.since();
            nextTry = earlier.nextTry();
        }
        takenOver = true;
    }

    private static Optional<Outage.Cause> cause(HubSpotException failure) {
        return switch (failure.kind()) {
            case RETRY ->
                Optional.of(
                        failure.foreignType().isPresent()
                                ? Outage.Cause.FOREIGN
                                : failure.status() == 0 ? Outage.Cause.UNREACHABLE : Outage.Cause.FAULT);
            case LIMITED ->
                failure.retryAfter()
                        .filter(wait -> wait.compareTo(LONG_WAIT) > 0)
                        .map(_ -> Outage.Cause.BUSY);
            case QUOTA -> Optional.of(Outage.Cause.QUOTA);
            case AUTH, REJECTED -> Optional.empty();
        };
    }
}
