package musubi.system.trace;

import java.util.UUID;

/** How long something took, and what came of it. It ends when it is closed; a request or call that has no status by then failed. */
public interface Span extends AutoCloseable {

    /** Of what is not traced. */
    Span NONE = new None();

    /** Where a request went, as a template such as {@code /api/imports/{id}}. */
    Span route(String template);

    /** The connection that it is about. */
    Span connection(UUID id);

    /** How many events it took in or applied. */
    Span events(int number);

    /** The status of HTTP; 0 when there was no answer. */
    Span status(int status);

    /**
     * It did not succeed.
     *
     * @param reason a constant
     */
    Span failed(String reason);

    /** Ends it; the second time nothing happens. */
    @Override
    void close();

    /** Keeps nothing. */
    final class None implements Span {

        private None() {}

        @Override
        public Span route(String template) {
            return this;
        }

        @Override
        public Span connection(UUID id) {
            return this;
        }

        @Override
        public Span events(int number) {
            return this;
        }

        @Override
        public Span status(int status) {
            return this;
        }

        @Override
        public Span failed(String reason) {
            return this;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
