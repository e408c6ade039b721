package musubi.sandbox.line;

import java.util.Map;

/**
 * What happened to a channel's webhooks so far.
 *
 * @param sent requests made, redeliveries included
 * @param acknowledged those answered with 2xx within the time allowed
 * @param failed the others, by reason; a reason without failures is there with 0
 * @param waiting requests handed over and not yet answered
 * @param pendingRedeliveries bodies that will be sent again
 * @param givenUp bodies that were never acknowledged and will not be sent again
 * @param dropped events that happened while no webhook endpoint was in use
 * @param ackP50Millis half of the acknowledgements (the last 100,000) came within this time; 0 without any
 * @param ackP99Millis 99 of 100 did
 */
public record WebhookTraffic(
        long sent,
        long acknowledged,
        Map<FailureReason, Long> failed,
        long waiting,
        long pendingRedeliveries,
        long givenUp,
        long dropped,
        double ackP50Millis,
        double ackP99Millis) {}
