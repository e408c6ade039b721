package musubi.inbox;

/**
 * What waits.
 *
 * @param pending events on disk that are not yet in HubSpot
 * @param oldestSeconds age of the oldest of them; 0 when there is none
 * @param failed events that can never be applied
 */
public record Backlog(long pending, long oldestSeconds, long failed) {}
