package musubi.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/connections/{id}/friends")
@Tag(name = "Friends", description = "Live from HubSpot; nothing of them is kept")
class FriendsController {

    private static final int MAX_LIMIT = 200;

    private final FriendList friends;
    private final Connections connections;

    FriendsController(FriendList friends, Connections connections) {
        this.friends = friends;
        this.connections = connections;
    }

    /** A page of the list. */
    @Schema(name = "Friends")
    record FriendsAnswer(
            List<FriendAnswer> items,

            @Schema(description = "What to send as after to go on; null at the end") @Nullable
            String next,

            @Schema(description = "Of all pages; counts to 10,000")
            long total) {}

    /** A friend, as read from HubSpot now. */
    @Schema(name = "Friend")
    record FriendAnswer(
            @Schema(description = "Record id in HubSpot") String contactId,
            String lineUserId,
            String name,
            @Schema(format = "uri-reference") String pictureUrl,

            @Schema(description = "The placeholder <LINE user id>@line.me, or a real one") @Nullable
            String email,

            @Nullable FollowState follow,
            @Nullable Source source,

            @Schema(description = "YES: wants no broadcasts; null: nobody chose") @Nullable
            FollowState optOut,

            @Schema(description = "When the friend chose that", format = "date-time") @Nullable
            String optOutAt,

            @Schema(format = "date", description = "The first sync, in the portal's time zone") @Nullable
            String syncedOn,

            @Schema(description = "Whether HubSpot shows LINE's icon")
            boolean lineIcon,

            @Schema(format = "uri") String hubspotUrl) {

        static FriendAnswer of(Friend friend) {
            return new FriendAnswer(
                    friend.contactId(),
                    friend.lineUserId(),
                    friend.name(),
                    friend.pictureUrl(),
                    friend.email().isEmpty() ? null : friend.email(),
                    friend.follow().orElse(null),
                    friend.source().orElse(null),
                    friend.optOut().orElse(null),
                    friend.optOutAt().isEmpty() ? null : friend.optOutAt(),
                    friend.syncedOn().isEmpty() ? null : friend.syncedOn(),
                    friend.lineIcon(),
                    friend.hubspotUrl());
        }

        /** Without personal data. */
        @Override
        public String toString() {
            return "FriendAnswer[contactId=%s]".formatted(contactId);
        }
    }

    @GetMapping
    @Operation(
            operationId = "listFriends",
            summary = "The friends of an account, read from HubSpot now (its search lags behind by seconds)")
    @ApiResponse(responseCode = "200", description = "A part of the list; total counts to 10,000")
    @ApiResponse(responseCode = "502", description = "HubSpot refuses this search, now and later")
    @ApiResponse(responseCode = "503", description = "HubSpot does not answer, or allows no more calls for now")
    FriendsAnswer list(
            @PathVariable UUID id,
            @Parameter(
                            description = "Part of a name or an e-mail address",
                            schema = @Schema(type = "string", maxLength = FriendQuery.MAX_TEXT))
                    @RequestParam(defaultValue = "")
                    String query,
            @Parameter(
                            description = "Only those who follow, or do not",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"YES", "NO"}))
                    @RequestParam(defaultValue = "")
                    String follow,
            @Parameter(
                            description = "Only those who came like that",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {
                                                "FOLLOW", "MESSAGE", "UNBLOCK", "IMPORT", "HUBSPOT", "LOGIN"
                                            }))
                    @RequestParam(defaultValue = "")
                    String source,
            @Parameter(
                            description = "Only those who want no broadcasts, or only the others",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"YES", "NO"}))
                    @RequestParam(defaultValue = "")
                    String optOut,
            @Parameter(
                            description = "The newest contacts first, or by syncedOn (no further than 10,000)",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"newest", "syncedOn"},
                                            defaultValue = "newest"))
                    @RequestParam(defaultValue = "newest")
                    String sort,
            @Parameter(
                            description = "How many at most",
                            schema =
                                    @Schema(
                                            type = "integer",
                                            format = "int32",
                                            minimum = "1",
                                            maximum = "200",
                                            defaultValue = "50"))
                    @RequestParam(defaultValue = "50")
                    int limit,
            @After @RequestParam(defaultValue = "") String after) {
        return page(id, query, follow, source, optOut, sort, limit, after);
    }

    @PostMapping("/search")
    @Operation(
            operationId = "searchFriends",
            summary = "The same as listing them, asked in a body, so that names stay out of logs of addresses",
            description = "Changes nothing.")
    @ApiResponse(responseCode = "200", description = "A part of the list; total counts to 10,000")
    @ApiResponse(responseCode = "502", description = "HubSpot refuses this search, now and later")
    @ApiResponse(responseCode = "503", description = "HubSpot does not answer, or allows no more calls for now")
    FriendsAnswer search(@PathVariable UUID id, @RequestBody FriendSearch search) {
        return page(
                id,
                orEmpty(search.query()),
                orEmpty(search.follow()),
                orEmpty(search.source()),
                orEmpty(search.optOut()),
                orEmpty(search.sort()),
                Objects.requireNonNull(search.limit()),
                orEmpty(search.after()));
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNull(text);
    }

    private FriendsAnswer page(
            UUID id, String query, String follow, String source, String optOut, String sort, int limit, String after) {
        var connection = connections.find(id).orElseThrow(() -> new NoSuchResourceException("connection"));
        Page.checkLimit(limit, MAX_LIMIT);
        if (!after.isEmpty() && !FriendList.isCursor(after)) {
            throw Page.notACursor();
        }
        if (!sort.equals("newest") && !sort.equals("syncedOn")) {
            throw new InvalidParameterException("sort", "rest.invalid.sort", sort);
        }
        var page = friends.page(
                connection,
                new FriendQuery(
                        query,
                        choice("follow", follow, FollowState.class),
                        choice("source", source, Source.class),
                        false,
                        choice("optOut", optOut, FollowState.class),
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
                .orElseThrow(() -> new InvalidParameterException(field, "rest.invalid.choice", text, all)));
    }
}
