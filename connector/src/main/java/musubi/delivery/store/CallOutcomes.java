package musubi.delivery.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.delivery.PreparedCall;
import musubi.delivery.Recipient;

/** What became of calls, to be counted in one transaction. Not thread-safe. */
public final class CallOutcomes {

    /**
     * A call that LINE refused as a whole, and the calls that take its place.
     *
     * @param refused people of it who get nothing
     */
    record Replaced(UUID retryKey, int refused, List<PreparedCall> calls) {}

    private final Map<UUID, List<Recipient>> accepted = new LinkedHashMap<>();
    private final List<UUID> refused = new ArrayList<>();
    private final List<UUID> uncertain = new ArrayList<>();
    private final List<UUID> untouched = new ArrayList<>();
    private final List<Replaced> replaced = new ArrayList<>();

    public void accepted(UUID retryKey, List<Recipient> recipients) {
        accepted.put(retryKey, recipients);
    }

    public void refused(UUID retryKey) {
        refused.add(retryKey);
    }

    public void uncertain(UUID retryKey) {
        uncertain.add(retryKey);
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
    public void replaced(UUID retryKey, int refusedPeople, List<PreparedCall> calls) {
        replaced.add(new Replaced(retryKey, refusedPeople, List.copyOf(calls)));
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
        return refused.toArray(UUID[]::new);
    }

    UUID[] uncertainKeys() {
        return uncertain.toArray(UUID[]::new);
    }

    UUID[] untouchedKeys() {
        return untouched.toArray(UUID[]::new);
    }

    /** The record ids of those in some calls that were accepted. */
    long[] reached(List<UUID> retryKeys) {
        return retryKeys.stream()
                .flatMap(key -> accepted.getOrDefault(key, List.of()).stream())
                .mapToLong(Recipient::contactId)
                .toArray();
    }

    List<Replaced> replacedCalls() {
        return replaced;
    }
}
