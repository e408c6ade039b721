package musubi.line;

import java.util.UUID;

/**
 * On whose behalf messages are sent. The calls of a share go in order. The shares of a channel take turns at its rate limit, so that a
 * broadcast of a million leaves as much to a small one as it takes itself.
 *
 * @param id of what is sent, such as a broadcast
 * @param ahead whether its calls go before those of all shares that are not: for the few messages that a person is waiting for
 */
public record SendShare(UUID id, boolean ahead) {

    /** Takes turns with others of its kind. */
    public static SendShare of(UUID id) {
        return new SendShare(id, false);
    }

    /** Goes before all others, such as a test. */
    public static SendShare ahead(UUID id) {
        return new SendShare(id, true);
    }
}
