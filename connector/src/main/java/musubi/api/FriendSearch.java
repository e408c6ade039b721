package musubi.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A query of the friend list. It is sent as a body, so that the text is not in an address, and so not in the logs of proxies.
 *
 * @param limit 50 when it is left out
 */
@Schema(name = "FriendSearch")
record FriendSearch(
        @Schema(description = "Part of a name or an e-mail address") @Nullable
        String query,

        @Schema(
                description = "Only those who follow, or do not",
                allowableValues = {"YES", "NO"})
        @Nullable
        String follow,

        @Schema(
                description = "Only those who came like that",
                allowableValues = {"FOLLOW", "MESSAGE", "UNBLOCK", "IMPORT", "HUBSPOT", "LOGIN"})
        @Nullable
        String source,

        @Schema(
                description = "Only those who want no broadcasts, or only the others",
                allowableValues = {"YES", "NO"})
        @Nullable
        String optOut,

        @Schema(
                description = "The newest contacts first, or by syncedOn (no further than 10,000)",
                allowableValues = {"newest", "syncedOn"},
                defaultValue = "newest")
        @Nullable
        String sort,

        @Schema(description = "How many at most", minimum = "1", maximum = "200", defaultValue = "50") @Nullable
        Integer limit,

        @Schema(description = "next of the page before; left out: from the start") @Nullable
        String after) {

    FriendSearch {
        query = Objects.requireNonNullElse(query, "");
        follow = Objects.requireNonNullElse(follow, "");
        source = Objects.requireNonNullElse(source, "");
        optOut = Objects.requireNonNullElse(optOut, "");
        sort = Objects.requireNonNullElse(sort, "newest");
        limit = Objects.requireNonNullElse(limit, 50);
        after = Objects.requireNonNullElse(after, "");
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "FriendSearch[limit=%d]".formatted(limit);
    }
}
