package musubi.sandbox.hubspot.crm.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Pairs of numbers in ascending order, by the first and then the second, in blocks of primitive arrays: a million take 20 to
 * 35 MB, and no operation looks at more than one block and the pairs it returns. Not safe for use by several threads.
 */
final class SortedPairs {

    /** A pair. */
    record Pair(long major, long minor) {}

    private static final int BLOCK = 1_024;

    private static final class Block {
        private final long[] majors = new long[BLOCK];
        private final long[] minors = new long[BLOCK];
        private int size;

        private int compare(int at, long major, long minor) {
            var first = Long.compare(majors[at], major);
            return first == 0 ? Long.compare(minors[at], minor) : first;
        }

        /** The position of the first pair that is not smaller. */
        private int lowerBound(long major, long minor) {
            var from = 0;
            var to = size;
            while (from < to) {
                var middle = (from + to) >>> 1;
                if (compare(middle, major, minor) < 0) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            return from;
        }

        private Pair get(int at) {
            return new Pair(majors[at], minors[at]);
        }

        private void insert(int at, long major, long minor) {
            System.arraycopy(majors, at, majors, at + 1, size - at);
            System.arraycopy(minors, at, minors, at + 1, size - at);
            majors[at] = major;
            minors[at] = minor;
            size++;
        }

        private void delete(int at) {
            size--;
            System.arraycopy(majors, at + 1, majors, at, size - at);
            System.arraycopy(minors, at + 1, minors, at, size - at);
        }

        /** Moves the upper half to a new block. */
        private Block split() {
            var upper = new Block();
            var half = size / 2;
            upper.size = size - half;
            System.arraycopy(majors, half, upper.majors, 0, upper.size);
            System.arraycopy(minors, half, upper.minors, 0, upper.size);
            size = half;
            return upper;
        }
    }

    // none of them empty
    private final List<Block> blocks = new ArrayList<>();
    private int size;

    int size() {
        return size;
    }

    /** Returns false when it was there. */
    boolean add(long major, long minor) {
        var index = blockOf(major, minor);
        var block = index < 0 ? null : blocks.get(index);
        if (block == null) {
            index = 0;
            block = new Block();
            blocks.add(block);
        }
        var at = block.lowerBound(major, minor);
        if (at < block.size && block.compare(at, major, minor) == 0) {
            return false;
        }
        if (block.size == BLOCK) {
            // pairs mostly arrive in ascending order: then blocks stay full
            var upper = at == BLOCK ? new Block() : block.split();
            blocks.add(index + 1, upper);
            if (at > block.size || upper.size == 0) {
                at -= block.size;
                block = upper;
            }
        }
        block.insert(at, major, minor);
        size++;
        return true;
    }

    /** Returns false when it was not there. */
    boolean remove(long major, long minor) {
        var index = blockOf(major, minor);
        if (index < 0) {
            return false;
        }
        var block = blocks.get(index);
        var at = block.lowerBound(major, minor);
        if (at == block.size || block.compare(at, major, minor) != 0) {
            return false;
        }
        block.delete(at);
        if (block.size == 0) {
            blocks.remove(index);
        }
        size--;
        return true;
    }

    /** The smallest second number of the pairs with that first one. */
    OptionalLong minorOf(long major) {
        var found = from(major, Long.MIN_VALUE, 1);
        return found.isEmpty() || found.getFirst().major() != major
                ? OptionalLong.empty()
                : OptionalLong.of(found.getFirst().minor());
    }

    /** The next pairs upwards, that one included. */
    List<Pair> from(long major, long minor, int limit) {
        var found = new ArrayList<Pair>();
        var index = Math.max(0, blockOf(major, minor));
        for (var first = true; index < blocks.size() && found.size() < limit; index++, first = false) {
            var block = blocks.get(index);
            for (var at = first ? block.lowerBound(major, minor) : 0; at < block.size && found.size() < limit; at++) {
                found.add(block.get(at));
            }
        }
        return found;
    }

    /** The next pairs downwards, without that one. */
    List<Pair> below(long major, long minor, int limit) {
        var found = new ArrayList<Pair>();
        var index = blockOf(major, minor);
        for (var first = true; index >= 0 && found.size() < limit; index--, first = false) {
            var block = blocks.get(index);
            for (var at = (first ? block.lowerBound(major, minor) : block.size) - 1;
                    at >= 0 && found.size() < limit;
                    at--) {
                found.add(block.get(at));
            }
        }
        return found;
    }

    /** The last block that begins with a pair not greater, or the first; -1 when there is none. */
    private int blockOf(long major, long minor) {
        var from = 0;
        var to = blocks.size();
        while (from < to) {
            var middle = (from + to) >>> 1;
            if (blocks.get(middle).compare(0, major, minor) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return blocks.isEmpty() ? -1 : Math.max(0, from - 1);
    }
}
