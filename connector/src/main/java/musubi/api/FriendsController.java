package musubi.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.contact.FollowState;
import musubi.contact.Source;
import musubi.friends.Friend;
import musubi.friends.FriendList;
import musubi.friends.FriendQuery;
import musubi.friends.FriendQuery.Order;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/connections/{id}/friends")
@Tag(name = "Friends", description = "Live from HubSpot; nothing of them is kept")
class FriendsController {

    private static final int MOST = 200;

    private final FriendList friends;
    private final Connections connections;

    FriendsController(FriendList friends, Connections connections) {
        this.friends = friends;
        this.connections = connections;
    }

    /** A part of the list. */
    record FriendsAnswer(List<FriendAnswer> items, @Nullable String next, long total) {}

    /** A friend, as HubSpot has them at this moment. */
    record FriendAnswer(
            String contactId,
            String lineUserId,
            String name,
            String pictureUrl,
            @Nullable String email,
            @Nullable FollowState follow,
            @Nullable Source source,
            @Nullable String syncedOn,
            boolean lineIcon,
            String hubspotUrl) {

        static FriendAnswer of(Friend friend) {
            return new FriendAnswer(
                    friend.contactId(),
                    friend.lineUserId(),
                    friend.name(),
                    friend.pictureUrl(),
                    friend.email().isEmpty() ? null : friend.email(),
                    friend.follow().orElse(null),
                    friend.source().orElse(null),
                    friend.syncedOn().isEmpty() ? null : friend.syncedOn(),
                    friend.lineIcon(),
                    friend.hubspotUrl());
        }

        /** Does not tell the friend. */
        @Override
        public String toString() {
            return "FriendAnswer[contactId=%s]".formatted(contactId);
        }
    }

    @GetMapping
    @Operation(summary = "The friends of an account, read from HubSpot now (its search lags behind by seconds)")
    @ApiResponse(responseCode = "200", description = "A part of the list; total counts to 10,000")
    @ApiResponse(responseCode = "503", description = "HubSpot does not answer, or allows no more calls for now")
    FriendsAnswer list(
            @PathVariable UUID id,
            @Parameter(description = "part of a name or an e-mail address") @RequestParam(defaultValue = "")
                    String query,
            @Parameter(description = "YES or NO") @RequestParam(defaultValue = "") String follow,
            @Parameter(description = "FOLLOW, MESSAGE, UNBLOCK, IMPORT, HUBSPOT or LOGIN")
                    @RequestParam(defaultValue = "")
                    String source,
            @Parameter(description = "newest, or syncedOn (no further than 10,000)")
                    @RequestParam(defaultValue = "newest")
                    String sort,
            @Parameter(description = "1 to 200") @RequestParam(defaultValue = "50") int limit,
            @Parameter(description = "next of the page before") @RequestParam(defaultValue = "") String after) {
        var connection = connections.find(id).orElseThrow(() -> new NoSuchThingException("connection"));
        if (limit < 1 || limit > MOST) {
            throw new InvalidParameterException("limit", "%d (expected: 1 to %d)".formatted(limit, MOST));
        }
        if (!after.isEmpty() && !FriendList.isCursor(after)) {
            throw new InvalidParameterException("after", "not a cursor (expected: next of the page before)");
        }
        if (!sort.equals("newest") && !sort.equals("syncedOn")) {
            throw new InvalidParameterException("sort", "%s (expected: newest or syncedOn)".formatted(sort));
        }
        var page = friends.page(
                connection,
                new FriendQuery(
                        query,
                        choice("follow", follow, FollowState.class),
                        choice("source", source, Source.class),
                        sort.equals("newest") ? Order.NEWEST : Order.SYNCED_ON,
                        limit,
                        after));
        return new FriendsAnswer(
                page.items().stream().map(FriendAnswer::of).toList(),
                page.next().orElse(null),
                page.total());
    }

    private static <E extends Enum<E>> Optional<E> choice(String field, String text, Class<E> type) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var all = List.of(type.getEnumConstants());
        return Optional.of(Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidParameterException(field, "%s (expected: one of %s)".formatted(text, all))));
    }
}
