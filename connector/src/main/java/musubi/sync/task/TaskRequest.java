package musubi.sync.task;

import java.time.Instant;
import musubi.inbox.PendingEvent;

/**
 * The request for a task for the owner of a friend's contact.
 *
 * @param event that holds the request
 * @param due when the message was written that asks for the task
 */
public record TaskRequest(PendingEvent event, Instant due) {

    String friend() {
        return event.friend();
    }

    int attempts() {
        return event.attempts();
    }
}
