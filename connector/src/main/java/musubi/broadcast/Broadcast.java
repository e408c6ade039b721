package musubi.broadcast;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.delivery.Pause;
import musubi.delivery.Waiting;

/**
 * A broadcast.
 *
 * @param at when it is, or was, to be sent; empty: as soon as it is told to
 * @param pause while it is {@link BroadcastState#PAUSED}
 * @param waiting while it is sent and LINE's calls fail
 * @param sendsAt when a person's <i>send</i> takes effect, while it can still be taken back
 * @param startedAt when the first message went out
 */
public record Broadcast(
        UUID id,
        UUID connectionId,
        String title,
        BroadcastState state,
        BroadcastContent content,
        Audience audience,
        Tracking tracking,
        Optional<Instant> at,
        Optional<Pause> pause,
        Optional<Waiting> waiting,
        BroadcastCounts counts,
        Instant createdAt,
        Optional<Instant> sendsAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt) {

    /** Leaves out what it says. */
    @Override
    public String toString() {
        return "Broadcast[id=%s, state=%s]".formatted(id, state);
    }
}
