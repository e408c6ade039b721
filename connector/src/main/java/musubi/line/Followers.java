package musubi.line;

import java.util.List;
import java.util.Optional;

/**
 * A page of friends.
 *
 * @param next where the next page starts; empty at the end
 */
public record Followers(List<String> userIds, Optional<String> next) {

    /** Does not tell the friends. */
    @Override
    public String toString() {
        return "Followers[%d]".formatted(userIds.size());
    }
}
