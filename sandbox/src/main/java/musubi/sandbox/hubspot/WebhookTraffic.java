package musubi.sandbox.hubspot;

import java.util.Map;
import musubi.sandbox.http.PostFailure;

/**
 * What happened to an app's webhooks so far.
 *
 * @param events that were acknowledged, repeats included
 * @param sent requests made, retries included
 * @param acknowledged those answered with 2xx within the time allowed
 * @param failed the others, by reason; a reason without failures is there with 0
 * @param waitingEvents events not yet sent
 * @param underWay requests not yet answered
 * @param pendingRetries batches that will be sent again
 * @param givenUp batches that were never acknowledged and will not be sent again
 * @param dropped events that happened while there was no target URL
 * @param mostAtATime the most requests that were under way together
 */
public record WebhookTraffic(
        long events,
        long sent,
        long acknowledged,
        Map<PostFailure, Long> failed,
        long waitingEvents,
        long underWay,
        long pendingRetries,
        long givenUp,
        long dropped,
        long mostAtATime) {}
