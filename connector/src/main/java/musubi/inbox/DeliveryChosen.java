package musubi.inbox;

import java.util.UUID;

/**
 * An application event: a friend stopped broadcasts or asked for them again, and the {@link EventKind#OPT_OUT} or {@link EventKind#OPT_IN}
 * event that says so is on disk, perhaps since an earlier delivery of it. It may get lost: then the friend is not answered.
 *
 * @param eventId of the event, the same when it comes again
 * @param replyToken by which LINE takes one answer, within about a minute
 * @param optedOut whether the friend wants none
 */
public record DeliveryChosen(UUID connectionId, UUID eventId, String replyToken, boolean optedOut) {

    /** Does not contain the token: it would end in a log. */
    @Override
    public String toString() {
        return "DeliveryChosen[connectionId=%s]".formatted(connectionId);
    }
}
