package musubi.inbox;

/**
 * The failed events of one friend for one reason.
 *
 * @param newest the one that failed last
 * @param events how many there are, at least 1
 */
public record FriendFailures(FailedEvent newest, long events) {}
