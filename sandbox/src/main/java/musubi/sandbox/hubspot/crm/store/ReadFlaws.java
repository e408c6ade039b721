package musubi.sandbox.hubspot.crm.store;

import musubi.sandbox.hubspot.ReadFlaw;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Which contacts the next reads do not speak of, and how. */
public final class ReadFlaws {

    static final ReadFlaws NONE = new ReadFlaws(ReadFlaw.LEFT_OUT, Set.of(), 0);

    private final ReadFlaw flaw;
    private final Set<String> ids;
    private final AtomicInteger left;

    /**
     * @param ids what the contacts are asked by
     * @param reads for so many reads that ask for one of them; negative: until there are others
     */
    public ReadFlaws(ReadFlaw flaw, Set<String> ids, int reads) {
        this.flaw = flaw;
        this.ids = ids;
        this.left = new AtomicInteger(reads);
    }

    /** What this read does to some of its contacts; counts it. */
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
