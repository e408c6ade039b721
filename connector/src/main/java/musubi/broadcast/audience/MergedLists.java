package musubi.broadcast.audience;

import java.util.Map;
import java.util.TreeMap;

/** Who is in one of some lists and in none of others: the next id of each is all that is in memory. */
final class MergedLists implements AutoCloseable {

    private final Map<Long, SortedIds> lists;
    private final Map<Long, SortedIds> except;
    private long passed;

    /**
     * @param lists by their ids
     * @param passed ids up to this one were passed before
     */
    MergedLists(Map<Long, SortedIds> lists, Map<Long, SortedIds> except, long passed) {
        this.lists = lists;
        this.except = except;
        this.passed = passed;
    }

    /** The next id, which is passed; {@link SortedIds#END} when there is none. */
    long next() {
        while (true) {
            var next = lists.values().stream().mapToLong(SortedIds::peek).min().orElse(SortedIds.END);
            if (next == SortedIds.END) {
                return next;
            }
            lists.values().stream().filter(list -> list.peek() == next).forEach(SortedIds::skip);
            passed = next;
            if (except.values().stream().noneMatch(list -> contains(list, next))) {
                return next;
            }
        }
    }

    private static boolean contains(SortedIds list, long id) {
        while (list.peek() < id) {
            list.skip();
        }
        return list.peek() == id;
    }

    /** The last id that was passed, of those who are excluded too: the excluding lists may be behind it. Goes with {@link #places}. */
    long passed() {
        return passed;
    }

    /** Where each list is, by its id. */
    Map<Long, String> places() {
        var places = new TreeMap<Long, String>();
        lists.forEach((id, list) -> places.put(id, list.place()));
        except.forEach((id, list) -> places.put(id, list.place()));
        return places;
    }

    @Override
    public void close() {
        lists.values().forEach(SortedIds::close);
        except.values().forEach(SortedIds::close);
    }
}
