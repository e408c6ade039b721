package musubi.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next what to send as {@code after} to go on; null at the end
 */
record Page<T>(
        List<T> items, @Schema(nullable = true) @Nullable String next) {

    /**
     * The part of a list that follows {@code after}.
     *
     * @param all sorted by cursor
     * @param after a cursor, empty to begin with the first; what it pointed at may be gone
     * @param limit at least 1
     */
    static <T> Page<T> of(List<T> all, String after, int limit, Function<T, String> cursor) {
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

    /** The same with other items. */
    <R> Page<R> map(Function<T, R> mapping) {
        return new Page<>(items.stream().map(mapping).toList(), next);
    }
}
