package musubi.result.write;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import musubi.hubspot.RowOutcome;

/** Writes rows in one call. Where HubSpot refuses the call as a whole because of a few, in ever smaller parts until each bad row is alone. */
final class DividedCall {

    private static final int PARTS = 10;

    private DividedCall() {}

    /**
     * Writes the rows.
     *
     * @param suspicious whether a failure may be caused by a few of the rows as well
     * @param call of HubSpot: one outcome for each row, in their order
     * @return the same; {@code Unknown} also for rows that failed while others were written
     * @throws HubSpotException when none could be written, or all have to wait
     */
    static <T> List<RowOutcome> of(List<T> rows, boolean suspicious, Function<List<T>, List<RowOutcome>> call) {
        if (rows.isEmpty()) {
            return List.of();
        }
        try {
            return call.apply(rows);
        } catch (HubSpotException e) {
            var refused = e.kind() == Kind.REJECTED;
            if (refused && rows.size() == 1) {
                return List.of(new RowOutcome.Refused(e.error()));
            }
            if (rows.size() > 1 && (refused || (suspicious && e.kind() == Kind.RETRY))) {
                return parts(rows, suspicious, call, e);
            }
            throw e;
        }
    }

    private static <T> List<RowOutcome> parts(
            List<T> rows, boolean suspicious, Function<List<T>, List<RowOutcome>> call, HubSpotException cause) {
        var size = Math.ceilDiv(rows.size(), PARTS);
        var outcomes = new ArrayList<RowOutcome>(rows.size());
        var anyAnswered = false;
        for (var from = 0; from < rows.size(); from += size) {
            var part = rows.subList(from, Math.min(from + size, rows.size()));
            try {
                outcomes.addAll(of(part, suspicious, call));
                anyAnswered = true;
            } catch (HubSpotException e) {
                if (e.kind() != Kind.RETRY) {
                    throw e;
                }
                outcomes.addAll(Collections.nCopies(part.size(), new RowOutcome.Unknown()));
            }
        }
        if (!anyAnswered) {
            throw cause;
        }
        return outcomes;
    }
}
