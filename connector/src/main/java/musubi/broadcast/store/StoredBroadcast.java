package musubi.broadcast.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import musubi.broadcast.Audience;
import musubi.broadcast.BroadcastContent;
import musubi.broadcast.LeftOut;
import musubi.broadcast.NewBroadcast;
import musubi.broadcast.Tracking;

/**
 * A broadcast as it rests in the database. Once it has started, its delivery of the same id says how far it is.
 *
 * @param sendAt as the operator said
 * @param releaseAt when messages may go out
 * @param prepareAt when its audience is to be read
 * @param peopleLimit of recipients
 */
public record StoredBroadcast(
        UUID id,
        UUID connectionId,
        String title,
        Stage stage,
        BroadcastContent content,
        Audience audience,
        Tracking tracking,
        Optional<Instant> sendAt,
        Optional<Instant> releaseAt,
        Optional<Instant> prepareAt,
        OptionalLong peopleLimit,
        long listed,
        Map<LeftOut, Long> leftOut,
        Instant createdAt,
        Optional<Instant> cancelledAt) {

    /** What the broadcast itself knows of how far it is. */
    public enum Stage {
        DRAFT,
        SCHEDULED,
        /** It has a delivery. */
        STARTED,
        /** Before it had a delivery. */
        CANCELLED
    }

    /** With what can be changed. */
    public StoredBroadcast with(NewBroadcast changed) {
        return new StoredBroadcast(
                id,
                connectionId,
                changed.title(),
                stage,
                changed.content(),
                changed.audience(),
                changed.tracking(),
                changed.at(),
                releaseAt,
                prepareAt,
                peopleLimit,
                listed,
                leftOut,
                createdAt,
                cancelledAt);
    }

    /** Leaves out what it says. */
    @Override
    public String toString() {
        return "StoredBroadcast[id=%s, stage=%s]".formatted(id, stage);
    }
}
