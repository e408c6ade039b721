package musubi.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import musubi.hubspot.HubSpotError;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import musubi.hubspot.RowOutcome;

/**
 * Sends rows in one call; where HubSpot fails on the whole for the sake of a few, sends them in ever smaller parts until
 * the bad ones stand alone. One bad row never holds up the others.
 */
final class Isolation {

    private static final int PARTS = 10;
    /** A failure that may be HubSpot's own trouble is blamed on the rows only after so many attempts. */
    private static final int SUSPICIOUS = 3;
    /** A row that fails alone while others go through is given up after so many. */
    private static final int HOPELESS = 5;

    private final Function<List<Row>, List<RowOutcome>> send;
    private final BiConsumer<Row, RowOutcome> outcome;
    private final Ledger ledger;

    /**
     * @param send one call to HubSpot with these rows
     * @param outcome is told what became of each row that HubSpot said something of
     */
    Isolation(Function<List<Row>, List<RowOutcome>> send, BiConsumer<Row, RowOutcome> outcome, Ledger ledger) {
        this.send = send;
        this.outcome = outcome;
        this.ledger = ledger;
    }

    /**
     * Sends the rows.
     *
     * @param healthy whether HubSpot carried out other writes a short while ago
     * @throws HubSpotException when the trouble is not the rows'
     */
    void write(List<Row> rows, boolean healthy) {
        if (rows.isEmpty()) {
            return;
        }
        try {
            attempt(rows);
        } catch (HubSpotException e) {
            if (rows.size() > 1 && mayBeTheRows(e, rows)) {
                divide(rows, e);
            } else if (rows.size() == 1 && (e.kind() == Kind.REJECTED || (e.kind() == Kind.RETRY && healthy))) {
                alone(rows.getFirst(), e);
            } else {
                throw e;
            }
        }
    }

    private void attempt(List<Row> rows) {
        var outcomes = send.apply(rows);
        for (var at = 0; at < rows.size(); at++) {
            outcome.accept(rows.get(at), outcomes.get(at));
        }
    }

    private static boolean mayBeTheRows(HubSpotException e, List<Row> rows) {
        return switch (e.kind()) {
            case REJECTED -> true;
            case RETRY -> rows.stream().allMatch(row -> row.work().attempts() >= SUSPICIOUS);
            case LIMITED, QUOTA, AUTH -> false;
        };
    }

    private void divide(List<Row> rows, HubSpotException cause) {
        record Part(List<Row> rows, HubSpotException cause) {}
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

    private void alone(Row row, HubSpotException e) {
        if (e.kind() == Kind.REJECTED) {
            outcome.accept(row, new RowOutcome.Refused(e.error()));
        } else if (row.work().attempts() >= HOPELESS) {
            ledger.fail(row.work(), Reason.ALWAYS_FAILS, e.getMessage() == null ? "" : e.getMessage());
        } else {
            ledger.later(row.work());
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
