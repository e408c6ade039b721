package musubi.sync.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import musubi.contact.PropertyNames;

/** Collects what the next round of a batch has to write, after refusals in this one. */
final class NextRound {

    private final PropertyNames names;
    private final BatchOutcomes outcomes;
    private final List<ContactWrite> writes = new ArrayList<>();
    private final Map<ContactWrite, Optional<String>> toRead = new LinkedHashMap<>();

    NextRound(PropertyNames names, BatchOutcomes outcomes) {
        this.names = names;
        this.outcomes = outcomes;
    }

    /** Writes this, unless nothing is left of it to be written. */
    void write(ContactWrite write) {
        if (write.isEmpty(names)) {
            outcomes.done(write, Outcome.UNCHANGED);
        } else {
            writes.add(write);
        }
    }

    /** Reads the friend's contact again first, which is another than was read. */
    void readAgain(ContactWrite write) {
        toRead.put(write, Optional.empty());
    }

    /**
     * Reads the friend's contact again first, since HubSpot says that one has the user id.
     *
     * @param recordId of that contact; empty where HubSpot does not name it
     */
    void readAgain(ContactWrite write, String recordId) {
        toRead.put(write, Optional.of(recordId));
    }

    /** Ends the round. */
    List<ContactWrite> take(Function<Map<ContactWrite, Optional<String>>, List<ContactWrite>> decideAgain) {
        var next = new ArrayList<>(writes);
        writes.clear();
        var conflicts = Map.copyOf(toRead);
        toRead.clear();
        next.addAll(decideAgain.apply(conflicts));
        return next;
    }
}
