package musubi.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next what to send as {@code after} to go on; null at the end
 */
record Page<T>(
        List<T> items,

        @Schema(description = "What to send as after to go on; null at the end") @Nullable
        String next) {

    /** Of most lists. */
    static final int MOST = 100;

    /** A time in milliseconds, and an id. */
    private static final Pattern CURSOR = Pattern.compile("[0-9a-f]{16}-[0-9a-z-]+");

    /**
     * The part of a list that follows {@code after}.
     *
     * @param all sorted by cursor
     * @param after a cursor, empty to begin with the first; what it pointed at may be gone
     * @param limit at least 1
     * @throws InvalidParameterException when {@code after} is no cursor
     */
    static <T> Page<T> of(List<T> all, String after, int limit, Function<T, String> cursor) {
        if (!after.isEmpty() && !CURSOR.matcher(after).matches()) {
            throw notACursor();
        }
        var rest = all.stream()
                .filter(item -> cursor.apply(item).compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        if (rest.size() <= limit) {
            return new Page<>(rest, null);
        }
        var items = rest.subList(0, limit);
        return new Page<>(items, cursor.apply(items.getLast()));
    }

    /** @throws InvalidParameterException when it is not 1 to {@link #MOST} */
    static void checkLimit(int asked) {
        checkLimit(asked, MOST);
    }

    /** @throws InvalidParameterException when it is not 1 to {@code most} */
    static void checkLimit(int asked, int most) {
        if (asked < 1 || asked > most) {
            throw new InvalidParameterException("limit", "%d (expected: 1 to %d)".formatted(asked, most));
        }
    }

    static InvalidParameterException notACursor() {
        return new InvalidParameterException("after", "not a cursor (expected: next of the page before)");
    }

    /** The same with other items. */
    <R> Page<R> map(Function<T, R> mapping) {
        return new Page<>(items.stream().map(mapping).toList(), next);
    }
}
