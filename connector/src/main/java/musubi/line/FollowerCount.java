package musubi.line;

import java.time.LocalDate;

/**
 * How many friends LINE counted at the end of a day.
 *
 * @param day in Japan
 * @param added users who ever added the account; the number never decreases
 * @param blocks users who block it
 */
public record FollowerCount(LocalDate day, long added, long blocks) {

    /** Those who have added the account and do not block it. */
    public long friends() {
        return Math.max(0, added - blocks);
    }
}
