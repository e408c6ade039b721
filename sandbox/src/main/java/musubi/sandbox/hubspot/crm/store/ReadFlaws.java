package musubi.sandbox.hubspot.crm.store;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import musubi.sandbox.hubspot.ReadFlaw;

/** The contacts for which the next reads fail, and how. */
public final class ReadFlaws {

    static final ReadFlaws NONE = new ReadFlaws(ReadFlaw.LEFT_OUT, Set.of(), 0);

    private final ReadFlaw flaw;
    private final Set<String> ids;
    private final AtomicInteger left;

    /**
     * @param ids the ids that the reads ask for
     * @param reads the number of reads that fail; negative: all
     */
    public ReadFlaws(ReadFlaw flaw, Set<String> ids, int reads) {
        this.flaw = flaw;
        this.ids = ids;
        this.left = new AtomicInteger(reads);
    }

    /** The flaw of a read for these ids, if it has one; counts the read. */
    public Optional<ReadFlaw> of(Iterable<String> asked) {
        for (var id : asked) {
            if (ids.contains(id)) {
                return left.getAndUpdate(reads -> reads > 0 ? reads - 1 : reads) == 0
                        ? Optional.empty()
                        : Optional.of(flaw);
            }
        }
        return Optional.empty();
    }

    public boolean hits(String id) {
        return ids.contains(id);
    }
}
