package musubi.broadcast.audience;

/** Record ids in ascending order, each once. Not thread-safe. */
interface SortedIds extends AutoCloseable {

    /** After the last one. */
    long END = Long.MAX_VALUE;

    /** The next id, which stays the next; {@link #END} when there is none. May wait for HubSpot. */
    long peek();

    /** Goes on to the next. */
    void skip();

    /** Where to begin so that the next id is found again. */
    String place();

    @Override
    void close();
}
