package musubi.broadcast;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.broadcast.opens.LineNumbers;
import musubi.broadcast.store.StoredBroadcast;
import musubi.broadcast.winner.Winner;
import musubi.delivery.Delivery;
import musubi.delivery.DeliveryCounts;
import musubi.delivery.Held;
import musubi.delivery.Pause;
import musubi.delivery.Waiting;
import musubi.tracking.EstimatedOpens;
import musubi.tracking.counts.Clicks;

/**
 * A broadcast.
 *
 * @param at when it is, or was, to be sent; empty: as soon as it is told to
 * @param pause while it is {@link BroadcastState#PAUSED}
 * @param waiting while calls of LINE, or of HubSpot when it is prepared, fail for a while, or only the remainder is left, which waits for
 *     the winner
 * @param winner where a remainder gets one
 * @param line LINE's own numbers of it
 * @param estimatedOpens empty where they are not estimated
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
        Optional<Winner> winner,
        BroadcastCounts counts,
        LineNumbers line,
        Optional<EstimatedOpens.Sum> estimatedOpens,
        Instant createdAt,
        Optional<Instant> sendsAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt) {

    /** @param delivery of the same id, once it has started */
    static Broadcast of(
            StoredBroadcast stored,
            Optional<Delivery> delivery,
            Clicks.Sum clicks,
            LineNumbers line,
            Optional<EstimatedOpens.Sum> estimatedOpens) {
        var state = delivery.map(one -> BroadcastState.of(one.state()))
                .orElse(
                        switch (stored.stage()) {
                            case DRAFT -> BroadcastState.DRAFT;
                            case SCHEDULED -> BroadcastState.SCHEDULED;
                            case STARTED, CANCELLED -> BroadcastState.CANCELLED;
                        });
        var winner = stored.winner(delivery.map(Delivery::held).orElse(Held.NOTHING));
        return new Broadcast(
                stored.id(),
                stored.connectionId(),
                stored.title(),
                state,
                stored.content(),
                stored.audience(),
                stored.tracking(),
                stored.sendAt(),
                delivery.flatMap(Delivery::pause),
                delivery.flatMap(Delivery::waiting)
                        .map(Waiting.class::cast)
                        .or(() -> winner.filter(_ -> state == BroadcastState.SENDING)
                                .flatMap(Winner::waiting)),
                winner,
                new BroadcastCounts(
                        stored.listed(),
                        stored.leftOut(),
                        delivery.map(Delivery::counts).orElse(new DeliveryCounts(0, 0, 0, 0)),
                        clicks),
                line,
                estimatedOpens,
                stored.createdAt(),
                stored.releaseAt(),
                delivery.flatMap(Delivery::startedAt),
                delivery.flatMap(Delivery::endedAt).or(stored::cancelledAt));
    }

    /** Leaves out what it says. */
    @Override
    public String toString() {
        return "Broadcast[id=%s, state=%s]".formatted(id, state);
    }
}
