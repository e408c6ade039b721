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
import musubi.broadcast.winner.Winner;
import musubi.broadcast.winner.Winner.Decided;
import musubi.broadcast.winner.Winner.Undecided;
import musubi.delivery.Held;

/**
 * A broadcast as it rests in the database. Once it has started, its delivery of the same id says how far it is.
 *
 * @param sendAt as the operator said
 * @param releaseAt when messages may go out
 * @param prepareAt when its audience is to be read
 * @param peopleLimit of recipients
 * @param undecided why the clicks did not say which variant the remainder gets
 * @param decided which it gets
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
        Optional<Instant> cancelledAt,
        Optional<Undecided> undecided,
        Optional<Decided> decided) {

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
                cancelledAt,
                undecided,
                decided);
    }

    /** How far it is decided what the remainder gets; empty where there is none. */
    public Optional<Winner> winner(Held held) {
        return content.winner().map(rule -> new Winner(rule, held, undecided, decided));
    }

    /** Leaves out what it says. */
    @Override
    public String toString() {
        return "StoredBroadcast[id=%s, stage=%s]".formatted(id, stage);
    }
}
