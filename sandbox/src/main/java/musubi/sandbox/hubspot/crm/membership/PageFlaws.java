package musubi.sandbox.hubspot.crm.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong with the next pages of members. HubSpot documents their order; nothing documents that it never fails. */
public final class PageFlaws {

    /** The ways. */
    public enum Kind {
        /** Its rows come the wrong way round. */
        REVERSED,
        /** Before its rows come some of the page before. */
        REPEATED
    }

    private static final int REPEATED_ROWS = 3;

    private final AtomicInteger left = new AtomicInteger();
    private volatile Kind kind = Kind.REVERSED;
    private volatile Runnable afterPage = () -> {};

    /** The next {@code pages} pages have this flaw. */
    public void next(Kind wanted, int pages) {
        kind = wanted;
        left.set(pages);
    }

    /** Something that happens after each page, such as a change of the list: outside of the portal's lock. */
    public void afterEachPage(Runnable happens) {
        afterPage = happens;
    }

    public void pageAnswered() {
        afterPage.run();
    }

    /** The rows as they are answered, for these rows by record id and their list. */
    public List<Member> of(List<Member> rows, StoredList list) {
        if (rows.isEmpty() || left.getAndUpdate(pages -> pages > 0 ? pages - 1 : 0) == 0) {
            return rows;
        }
        return switch (kind) {
            case REVERSED -> rows.reversed();
            case REPEATED -> {
                var all = new ArrayList<>(
                        list.below(rows.getFirst().recordId(), REPEATED_ROWS).reversed());
                all.addAll(rows);
                yield all;
            }
        };
    }
}
