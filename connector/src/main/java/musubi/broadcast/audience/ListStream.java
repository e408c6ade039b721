package musubi.broadcast.audience;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The members of a list, read ahead by some pages: each page's address is known only from the page before, so that they cannot be read side
 * by side.
 */
final class ListStream implements SortedIds {

    private static final int AHEAD = 6;

    private sealed interface Read {}

    /** @param from where it was read from */
    private record Page(String from, long[] ids) implements Read {}

    private record End() implements Read {}

    private record Failed(RuntimeException failure) implements Read {}

    private final BlockingQueue<Read> ahead = new ArrayBlockingQueue<>(AHEAD);
    private final Thread reader;
    private @Nullable Page page;
    private int index;
    private long last;
    private boolean ended;
    private String place;

    /**
     * @param from a {@link #place}; empty for the beginning
     * @param after ids up to this one are left out
     */
    ListStream(MemberPages pages, long listId, String from, long after) {
        this.place = from;
        this.last = after;
        this.reader = Thread.ofVirtual().name("list-" + listId).start(() -> read(pages, listId, from));
    }

    private void read(MemberPages pages, long listId, String from) {
        try {
            var at = from;
            var highest = 0L;
            while (true) {
                var answer = pages.page(listId, at);
                var ids = answer.recordIds().stream().mapToLong(Long::longValue).toArray();
                for (var id : ids) {
                    if (id <= highest) {
                        throw new OutOfOrderException();
                    }
                    highest = id;
                }
                ahead.put(new Page(at, ids));
                if (answer.next().isEmpty()) {
                    ahead.put(new End());
                    return;
                }
                at = answer.next().get();
            }
        } catch (InterruptedException closed) {
            // nobody wants the rest
        } catch (RuntimeException failure) {
            tell(failure);
        }
    }

    private void tell(RuntimeException failure) {
        try {
            ahead.put(new Failed(failure));
        } catch (InterruptedException closed) {
            // nobody wants to know
        }
    }

    @Override
    public long peek() {
        while (!ended) {
            var here = page;
            if (here != null) {
                while (index < here.ids().length && here.ids()[index] <= last) {
                    index++;
                }
                if (index < here.ids().length) {
                    return here.ids()[index];
                }
            }
            next();
        }
        return END;
    }

    private void next() {
        try {
            switch (ahead.take()) {
                case Page read -> {
                    page = read;
                    index = 0;
                    place = read.from();
                }
                case End() -> ended = true;
                case Failed(var failure) -> {
                    ended = true;
                    throw failure;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a list was read", e);
        }
    }

    @Override
    public void skip() {
        last = peek();
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public void close() {
        reader.interrupt();
    }
}
