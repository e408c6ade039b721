package musubi.console.friends;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import musubi.console.layout.Layout;
import musubi.contact.LineUserId;
import musubi.friends.Friend;
import musubi.friends.FriendExport;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Friends as lines of a file, which an import reads again. Times are in the zone of the portal, and a placeholder stays out: nobody
 * can be written to there.
 */
@Component
class FriendsCsv {

    private final MessageSource messages;

    FriendsCsv(MessageSource messages) {
        this.messages = messages;
    }

    void write(FriendExport.Reading friends, Layout layout, Consumer<String[]> file) {
        var locale = layout.language().locale();
        file.accept(Stream.of(
                        "friends.name",
                        "friends.csv.userId",
                        "friends.email",
                        "friends.follow",
                        "friends.source",
                        "friends.message",
                        "friends.csv.messageAt",
                        "friends.unanswered",
                        "friends.optOut",
                        "friends.csv.optOutAt",
                        "friends.csv.trafficSource",
                        "friends.csv.tags",
                        "friends.synced",
                        "friends.csv.record")
                .map(key -> messages.getMessage(key, null, locale))
                .toArray(String[]::new));
        friends.forEach(friend -> file.accept(line(friend, layout)));
    }

    private String[] line(Friend friend, Layout layout) {
        var placeholder = LineUserId.parse(friend.lineUserId())
                .filter(id -> id.isPlaceholder(friend.email()))
                .isPresent();
        return new String[] {
            friend.name(),
            friend.lineUserId(),
            placeholder ? "" : friend.email(),
            friend.follow()
                    .map(state -> word("friends.follow." + state, layout))
                    .orElse(""),
            friend.source()
                    .map(source -> word("friends.source." + source, layout))
                    .orElse(""),
            friend.lastMessage(),
            moment(friend.lastMessageAt(), layout),
            friend.unanswered() ? word("friends.unanswered", layout) : "",
            friend.optOut()
                    .map(choice -> word("friends.optOut." + choice, layout))
                    .orElse(""),
            moment(friend.optOutAt(), layout),
            friend.trafficSource(),
            friend.tags(),
            friend.syncedOn(),
            friend.hubspotUrl()
        };
    }

    private String word(String key, Layout layout) {
        return messages.getMessage(key, null, layout.language().locale());
    }

    private static String moment(String at, Layout layout) {
        try {
            return Instant.parse(at)
                    .atZone(layout.zone())
                    .toOffsetDateTime()
                    .truncatedTo(ChronoUnit.SECONDS)
                    .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        } catch (DateTimeException ignored) {
            return at;
        }
    }
}
