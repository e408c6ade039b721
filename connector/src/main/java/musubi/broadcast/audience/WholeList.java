package musubi.broadcast.audience;

import java.util.Arrays;

/** The members of a list, all read first and then sorted: 8 bytes each. For lists that come out of order. */
final class WholeList implements SortedIds {

    private long[] ids = new long[1_024];
    private int size;
    private int index;

    /** @param after ids up to this one are left out */
    WholeList(MemberPages pages, long listId, long after) {
        var at = "";
        while (true) {
            var page = pages.page(listId, at);
            for (var id : page.recordIds()) {
                if (size == ids.length) {
                    ids = Arrays.copyOf(ids, 2 * size);
                }
                ids[size++] = id;
            }
            if (page.next().isEmpty()) {
                break;
            }
            at = page.next().get();
        }
        Arrays.sort(ids, 0, size);
        while (index < size && ids[index] <= after) {
            index++;
        }
    }

    @Override
    public long peek() {
        return index < size ? ids[index] : END;
    }

    @Override
    public void skip() {
        var here = peek();
        while (index < size && ids[index] == here) {
            index++;
        }
    }

    @Override
    public String place() {
        return "";
    }

    @Override
    public void close() {}
}
