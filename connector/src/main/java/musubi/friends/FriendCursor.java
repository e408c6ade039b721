package musubi.friends;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The start of a page of the friend list, written {@code <position>.<total>}.
 *
 * @param position record id of the last friend of the previous page, or an offset, depending on the order
 * @param total the count of the first page, since HubSpot counts only what is left
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
