package musubi.line;

import java.util.List;
import java.util.Optional;

/**
 * A page of friends' user ids.
 *
 * @param next continuation token of the next page; empty on the last one
 */
public record Followers(List<String> userIds, Optional<String> next) {

    /** Leaves out the friends. */
    @Override
    public String toString() {
        return "Followers[%d]".formatted(userIds.size());
    }
}
