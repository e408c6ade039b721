package musubi.delivery.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import musubi.delivery.PersonOutcome;
import musubi.delivery.PreparedCall;
import musubi.delivery.Recipient;

/** What became of calls, to be counted in one transaction. Not thread-safe. */
public final class CallOutcomes {

    /**
     * A call that LINE refused as a whole, and the calls that take its place.
     *
     * @param refused people of it who get nothing
     */
    record Replaced(UUID retryKey, List<Recipient> refused, List<PreparedCall> calls) {}

    private final Map<UUID, List<Recipient>> accepted = new LinkedHashMap<>();
    private final Map<UUID, List<Recipient>> refused = new LinkedHashMap<>();
    private final Map<UUID, List<Recipient>> uncertain = new LinkedHashMap<>();
    private final List<UUID> untouched = new ArrayList<>();
    private final List<Replaced> replaced = new ArrayList<>();

    public void accepted(UUID retryKey, List<Recipient> recipients) {
        accepted.put(retryKey, recipients);
    }

    public void refused(UUID retryKey, List<Recipient> recipients) {
        refused.put(retryKey, recipients);
    }

    public void uncertain(UUID retryKey, List<Recipient> recipients) {
        uncertain.put(retryKey, recipients);
    }

    /** LINE has certainly not accepted it: whoever ends the delivery now leaves nobody in doubt. */
    public void untouched(UUID retryKey) {
        untouched.add(retryKey);
    }

    /**
     * LINE refused a call as a whole, and others take its place.
     *
     * @param refusedPeople of the call, who are in none of the others
     */
    public void replaced(UUID retryKey, List<Recipient> refusedPeople, List<PreparedCall> calls) {
        replaced.add(new Replaced(retryKey, List.copyOf(refusedPeople), List.copyOf(calls)));
    }

    public boolean isEmpty() {
        return accepted.isEmpty()
                && refused.isEmpty()
                && uncertain.isEmpty()
                && untouched.isEmpty()
                && replaced.isEmpty();
    }

    UUID[] acceptedKeys() {
        return accepted.keySet().toArray(UUID[]::new);
    }

    UUID[] refusedKeys() {
        return refused.keySet().toArray(UUID[]::new);
    }

    UUID[] uncertainKeys() {
        return uncertain.keySet().toArray(UUID[]::new);
    }

    UUID[] untouchedKeys() {
        return untouched.toArray(UUID[]::new);
    }

    /** The record ids of those in some calls. */
    long[] people(List<UUID> retryKeys) {
        return ids(retryKeys.stream().flatMap(key -> recipients(key).stream()));
    }

    static long[] ids(Stream<Recipient> recipients) {
        return recipients.mapToLong(Recipient::contactId).toArray();
    }

    private List<Recipient> recipients(UUID retryKey) {
        return Stream.of(accepted, refused, uncertain)
                .flatMap(outcome -> outcome.getOrDefault(retryKey, List.of()).stream())
                .toList();
    }

    List<Replaced> replacedCalls() {
        return replaced;
    }

    /** Which calls have which outcome now, by the columns of a row with their retry keys. */
    static Map<PersonOutcome, List<UUID>> counted(ResultSet row) throws SQLException {
        return Map.of(
                PersonOutcome.REACHED, keys(row, "accepted"),
                PersonOutcome.REFUSED, keys(row, "refused"),
                PersonOutcome.UNCERTAIN, keys(row, "doubted"),
                PersonOutcome.REACHED_AFTER_DOUBT, keys(row, "accepted_known"),
                PersonOutcome.REFUSED_AFTER_DOUBT, keys(row, "refused_known"));
    }

    private static List<UUID> keys(ResultSet row, String column) throws SQLException {
        return List.of((UUID[]) row.getArray(column).getArray());
    }
}
