package musubi.sync.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import musubi.hubspot.HubSpotError;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import musubi.hubspot.RowOutcome;

/**
 * Sends rows in one call; where HubSpot fails on the whole for the sake of a few, sends them in ever smaller parts until
 * the bad ones stand alone. One bad row never holds up the others: those that failed before are not sent along with others.
 */
final class BatchBisection {

    private static final int PARTS = 10;

    private final Function<List<ContactWrite>, List<RowOutcome>> send;
    private final BiConsumer<ContactWrite, RowOutcome> outcome;
    private final Consumer<ContactWrite> stale;
    private final BatchOutcomes ledger;

    /**
     * @param send one call to HubSpot with these rows; may find that they were decided too long ago
     * @param outcome is told what became of each row that HubSpot said something of
     * @param stale takes the rows that were not sent, since they were decided too long ago
     */
    BatchBisection(
            Function<List<ContactWrite>, List<RowOutcome>> send,
            BiConsumer<ContactWrite, RowOutcome> outcome,
            Consumer<ContactWrite> stale,
            BatchOutcomes ledger) {
        this.send = send;
        this.outcome = outcome;
        this.stale = stale;
        this.ledger = ledger;
    }

    /**
     * Sends the rows.
     *
     * @throws HubSpotException when the trouble is not the rows'
     */
    void write(List<ContactWrite> rows) {
        var bySuspicion = rows.stream().collect(Collectors.partitioningBy(row -> ledger.isSuspicious(row.work())));
        send(bySuspicion.getOrDefault(false, List.of()));
        send(bySuspicion.getOrDefault(true, List.of()));
    }

    private void send(List<ContactWrite> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try {
            attempt(rows);
        } catch (HubSpotException e) {
            var first = rows.getFirst().work();
            if (rows.size() > 1
                    && (e.kind() == Kind.REJECTED || (e.kind() == Kind.RETRY && ledger.isSuspicious(first)))) {
                divide(rows, e);
            } else if (rows.size() == 1
                    && (e.kind() == Kind.REJECTED
                            || (e.kind() == Kind.RETRY && ledger.othersGoThrough(first.attempts())))) {
                alone(rows.getFirst(), e);
            } else {
                throw e;
            }
        }
    }

    private void attempt(List<ContactWrite> rows) {
        List<RowOutcome> outcomes;
        try {
            outcomes = send.apply(rows);
        } catch (StaleReadException ignored) {
            rows.forEach(stale);
            return;
        }
        for (var at = 0; at < rows.size(); at++) {
            outcome.accept(rows.get(at), outcomes.get(at));
        }
    }

    private void divide(List<ContactWrite> rows, HubSpotException cause) {
        record Part(List<ContactWrite> rows, HubSpotException cause) {}
        var size = Math.ceilDiv(rows.size(), PARTS);
        var bad = new ArrayList<Part>();
        for (var start = 0; start < rows.size(); start += size) {
            var part = rows.subList(start, Math.min(start + size, rows.size()));
            try {
                attempt(part);
            } catch (HubSpotException e) {
                if (e.kind() != Kind.REJECTED && e.kind() != Kind.RETRY) {
                    throw e;
                }
                bad.add(new Part(part, e));
            }
        }
        var allAreBad = bad.stream().mapToInt(part -> part.rows.size()).sum() == rows.size();
        if (cause.kind() == Kind.RETRY && allAreBad) {
            throw cause;
        }
        for (var part : bad) {
            if (part.rows.size() == 1) {
                alone(part.rows.getFirst(), part.cause);
            } else {
                divide(part.rows, part.cause);
            }
        }
    }

    private void alone(ContactWrite row, HubSpotException e) {
        if (e.kind() == Kind.REJECTED) {
            outcome.accept(row, new RowOutcome.Refused(e.error()));
        } else {
            ledger.retry(row.work(), RetryCause.of(e));
        }
    }

    /** Whether the refusal is about the moment, not the row. */
    static boolean isForNow(HubSpotError error) {
        return switch (error.category()) {
            case "RATE_LIMITS", "INTERNAL_ERROR", "SERVICE_UNAVAILABLE", "LOCKED" -> true;
            default -> false;
        };
    }
}
