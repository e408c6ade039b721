package musubi.result.store;

import java.util.List;
import java.util.UUID;

/**
 * People who are written in one call.
 *
 * @param contactIds HubSpot's record ids, at most 100, each once
 * @param attempts how often HubSpot failed at them
 * @param lookFirst whether what HubSpot has may be as new already: they were tried before, or are from before this process started, which the
 *     restore of a back-up may have brought back
 */
public record ResultBatch(long id, UUID broadcastId, List<Long> contactIds, int attempts, boolean lookFirst) {

    public static final int MAX_PEOPLE = 100;

    /** From so many attempts on, single people may be the reason why HubSpot fails. */
    public static final int SUSPICIOUS = 3;

    public ResultBatch {
        contactIds = List.copyOf(contactIds);
    }

    public boolean isSuspicious() {
        return attempts >= SUSPICIOUS;
    }

    /** What is written. */
    public enum Kind {
        /** The last broadcast, as properties of the contact. */
        CONTACT,
        NOTE
    }

    /**
     * What became of its people. Each of them is in one list.
     *
     * @param refused HubSpot does not take it, or the contact is gone
     * @param again nobody knows, or not now
     */
    public record Outcome(List<Long> done, List<Long> refused, List<Long> again) {

        @Override
        public String toString() {
            return "Outcome[done=%d, refused=%d, again=%d]".formatted(done.size(), refused.size(), again.size());
        }
    }

    /** Leaves out the people. */
    @Override
    public String toString() {
        return "ResultBatch[id=%d, people=%d, attempts=%d]".formatted(id, contactIds.size(), attempts);
    }
}
