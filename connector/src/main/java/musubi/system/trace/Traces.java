package musubi.system.trace;

/**
 * Begins spans. What they say is chosen here, not by callers: methods, templates of routes, names of operations, statuses, ids of connections. There is no way
 * to put in an address, a header, a body or the message of an exception.
 */
public interface Traces extends AutoCloseable {

    /** Nothing is traced, and nothing is spent on it. */
    Traces OFF = new Off();

    /** Who is called. */
    enum Platform {
        LINE,
        HUBSPOT
    }

    /** Whether spans are sent to anybody. */
    boolean isOn();

    /**
     * A request that somebody makes to Musubi. It is of the thread that begins it: calls that this thread makes until it closes the span become parts of it. It
     * belongs to no trace of the sender, who may be anybody.
     *
     * @param method of HTTP, not trusted
     */
    Span request(String method);

    /**
     * Work of Musubi's own, of the thread that begins it as {@link #request} is.
     *
     * @param name a constant
     */
    Span work(String name);

    /**
     * A call to a platform. Any thread may close it; it is a part of what the thread that begins it is doing.
     *
     * @param operation the name that metrics give it, a constant
     */
    Span call(Platform platform, String operation);

    /** Sends what is left, two seconds at most. */
    @Override
    void close();

    /** Does nothing. */
    final class Off implements Traces {

        private Off() {}

        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public Span request(String method) {
            return Span.NONE;
        }

        @Override
        public Span work(String name) {
            return Span.NONE;
        }

        @Override
        public Span call(Platform platform, String operation) {
            return Span.NONE;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
