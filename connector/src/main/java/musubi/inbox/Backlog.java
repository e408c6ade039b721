package musubi.inbox;

/**
 * How much waits, and how much failed.
 *
 * @param pending events on disk that are not yet in HubSpot
 * @param oldestSeconds age of the oldest of them in seconds; 0 when there is none
 * @param failed events that cannot be applied, see {@link FailedEvents}
 */
public record Backlog(long pending, long oldestSeconds, long failed) {}
