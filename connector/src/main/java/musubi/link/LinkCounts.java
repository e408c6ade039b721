package musubi.link;

/**
 * Counts of what happened by a link. They are not by person: who opens a link twice counts twice.
 *
 * @param opened redirects of people to LINE; previews of chat apps do not count
 * @param linked people who consented
 * @param declined people who declined
 * @param created contacts that were created
 */
public record LinkCounts(long opened, long linked, long declined, long created) {

    /** All zero. */
    public static final LinkCounts NONE = new LinkCounts(0, 0, 0, 0);

    /** What is counted. */
    enum Kind {
        OPENED,
        LINKED,
        DECLINED,
        CREATED
    }
}
