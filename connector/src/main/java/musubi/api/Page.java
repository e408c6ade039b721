package musubi.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next the value of {@code after} for the next page; null on the last one
 */
public record Page<T>(
        List<T> items,

        @Schema(description = "What to send as after to go on; null at the end") @Nullable
        String next) {

    /** Most items of a page of most lists. */
    static final int MAX_LIMIT = 100;

    /** A time in milliseconds, and an id. */
    private static final Pattern CURSOR = Pattern.compile("[0-9a-f]{16}-[0-9a-z-]+");

    /**
     * The page of a list that follows {@code after}.
     *
     * @param all items, sorted by cursor
     * @param after a cursor, empty for the first page; its item may no longer exist
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

    /**
     * Checks the length of a page.
     *
     * @throws InvalidParameterException when it is not 1 to {@link #MAX_LIMIT}
     */
    public static void checkLimit(int asked) {
        checkLimit(asked, MAX_LIMIT);
    }

    /** @throws InvalidParameterException when it is not 1 to {@code max} */
    static void checkLimit(int asked, int max) {
        if (asked < 1 || asked > max) {
            throw new InvalidParameterException("limit", "rest.invalid.range", asked, 1, max);
        }
    }

    public static InvalidParameterException notACursor() {
        return new InvalidParameterException("after", "rest.invalid.cursor");
    }

    /** A page with converted items. */
    public <R> Page<R> map(Function<T, R> mapping) {
        return new Page<>(items.stream().map(mapping).toList(), next);
    }
}
