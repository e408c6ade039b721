package musubi.link;

/**
 * How often, without persons. The same person opening a link twice counts twice.
 *
 * @param opened people were sent on to LINE; previews of chat apps do not count
 * @param linked they consented
 * @param declined they did not
 * @param created contacts were made
 */
public record LinkCounts(long opened, long linked, long declined, long created) {

    /** Nothing yet. */
    public static final LinkCounts NONE = new LinkCounts(0, 0, 0, 0);

    /** What is counted. */
    enum Kind {
        OPENED,
        LINKED,
        DECLINED,
        CREATED
    }
}
