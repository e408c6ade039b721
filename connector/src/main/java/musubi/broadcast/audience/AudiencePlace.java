package musubi.broadcast.audience;

import java.util.Map;

/**
 * How far an audience is read.
 *
 * @param last record id; all up to it are done
 * @param lists where each list goes on, by its id
 * @param whole whether lists have to be read as a whole, because one came out of order
 */
public record AudiencePlace(long last, Map<Long, String> lists, boolean whole) {

    /** The beginning. */
    public static final AudiencePlace START = new AudiencePlace(0, Map.of(), false);

    public AudiencePlace {
        lists = Map.copyOf(lists);
    }
}
