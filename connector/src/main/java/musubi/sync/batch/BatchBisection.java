package musubi.sync.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import musubi.hubspot.RowOutcome;

/**
 * Sends writes in one call. Where HubSpot refuses the whole call because of a few, sends ever smaller parts until each bad
 * one is alone. One bad write never holds up the others: those that failed often are not sent together with others
 * (docs/adr/0010).
 */
final class BatchBisection {

    private static final int PARTS = 10;

    private final Function<List<ContactWrite>, List<RowOutcome>> send;
    private final BiConsumer<ContactWrite, RowOutcome> outcome;
    private final Consumer<ContactWrite> stale;
    private final BatchOutcomes outcomes;

    /**
     * @param send makes one call to HubSpot; throws {@link StaleReadException} when the contacts were read too long ago
     * @param outcome called with HubSpot's outcome of each write
     * @param stale called with each write that was not sent because its contact was read too long ago
     */
    BatchBisection(
            Function<List<ContactWrite>, List<RowOutcome>> send,
            BiConsumer<ContactWrite, RowOutcome> outcome,
            Consumer<ContactWrite> stale,
            BatchOutcomes outcomes) {
        this.send = send;
        this.outcome = outcome;
        this.stale = stale;
        this.outcomes = outcomes;
    }

    /**
     * Sends the writes.
     *
     * @throws HubSpotException when the failure is not caused by single writes
     */
    void sendAll(List<ContactWrite> writes) {
        var bySuspicion = writes.stream()
                .collect(Collectors.partitioningBy(write -> outcomes.retries().isSuspicious(write.work())));
        send(bySuspicion.getOrDefault(false, List.of()));
        send(bySuspicion.getOrDefault(true, List.of()));
    }

    private void send(List<ContactWrite> writes) {
        if (writes.isEmpty()) {
            return;
        }
        try {
            attempt(writes);
        } catch (HubSpotException e) {
            var first = writes.getFirst().work();
            if (writes.size() > 1
                    && (e.kind() == Kind.REJECTED
                            || (e.kind() == Kind.RETRY && outcomes.retries().isSuspicious(first)))) {
                divide(writes, e);
            } else if (writes.size() == 1
                    && (e.kind() == Kind.REJECTED
                            || (e.kind() == Kind.RETRY && outcomes.retries().othersSucceed(first.attempts())))) {
                single(writes.getFirst(), e);
            } else {
                throw e;
            }
        }
    }

    private void attempt(List<ContactWrite> writes) {
        List<RowOutcome> answers;
        try {
            answers = send.apply(writes);
        } catch (StaleReadException ignored) {
            writes.forEach(stale);
            return;
        }
        for (var at = 0; at < writes.size(); at++) {
            outcome.accept(writes.get(at), answers.get(at));
        }
    }

    private void divide(List<ContactWrite> writes, HubSpotException cause) {
        record Part(List<ContactWrite> writes, HubSpotException cause) {}
        var size = Math.ceilDiv(writes.size(), PARTS);
        var bad = new ArrayList<Part>();
        for (var start = 0; start < writes.size(); start += size) {
            var part = writes.subList(start, Math.min(start + size, writes.size()));
            try {
                attempt(part);
            } catch (HubSpotException e) {
                if (e.kind() != Kind.REJECTED && e.kind() != Kind.RETRY) {
                    throw e;
                }
                bad.add(new Part(part, e));
            }
        }
        var allAreBad = bad.stream().mapToInt(part -> part.writes.size()).sum() == writes.size();
        if (cause.kind() == Kind.RETRY && allAreBad) {
            throw cause;
        }
        for (var part : bad) {
            if (part.writes.size() == 1) {
                single(part.writes.getFirst(), part.cause);
            } else {
                divide(part.writes, part.cause);
            }
        }
    }

    private void single(ContactWrite write, HubSpotException e) {
        if (e.kind() == Kind.REJECTED) {
            outcome.accept(write, new RowOutcome.Refused(e.error()));
        } else {
            outcomes.retry(write.work(), RetryCause.of(e));
        }
    }
}
