package musubi.friends;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a part of the friend list starts, written {@code <position>.<total>}.
 *
 * @param position the record id the last part ended with, or an offset, as the list's order has it
 * @param total what the first part counted: HubSpot counts only what is left
 */
record FriendCursor(long position, long total) {

    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,18})");

    static Optional<FriendCursor> of(String after) {
        var shape = SHAPE.matcher(after);
        return shape.matches()
                ? Optional.of(new FriendCursor(Long.parseLong(shape.group(1)), Long.parseLong(shape.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return position + "." + total;
    }
}
