package musubi.link;

import java.util.OptionalInt;

/**
 * Counts of what happened by a link. They are not by person: who opens a link twice counts twice.
 *
 * @param opened redirects of people to LINE; previews of chat apps do not count
 * @param linked people who consented
 * @param declined people who declined
 * @param created contacts that were created
 */
public record LinkCounts(long opened, long linked, long declined, long created) {

    private static final int PER_MILLE = 1_000;

    /** All zero. */
    public static final LinkCounts NONE = new LinkCounts(0, 0, 0, 0);

    /** The sum of both. */
    public LinkCounts plus(LinkCounts other) {
        return new LinkCounts(
                opened + other.opened, linked + other.linked, declined + other.declined, created + other.created);
    }

    /**
     * How many of those who opened a link have linked, in per mille, at most 1,000: who opens a link before midnight may link after it.
     * Empty when nobody opened it.
     */
    public OptionalInt linkedPerMille() {
        return opened == 0
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.min(PER_MILLE, Math.round((double) linked * PER_MILLE / opened)));
    }

    /** What is counted. */
    enum Kind {
        OPENED,
        LINKED,
        DECLINED,
        CREATED
    }
}
