package musubi.friends;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.contact.Contact;
import musubi.contact.FollowState;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.friends.FriendQuery.Order;
import musubi.hubspot.CallPriority;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotSettings;
import musubi.hubspot.Search;
import musubi.hubspot.Search.Filter;
import musubi.hubspot.SearchPage;
import org.springframework.stereotype.Component;

/** Reads the friends of an account from HubSpot. Nothing is stored. */
@Component
public class FriendList {

    private static final String RECORD_ID = "hs_object_id";

    /** HubSpot's most in one group. */
    private static final int MAX_FILTERS = 6;

    private final Connections connections;
    private final HubSpotClient hubspot;
    private final HubSpotSettings settings;

    FriendList(Connections connections, HubSpotClient hubspot, HubSpotSettings settings) {
        this.connections = connections;
        this.hubspot = hubspot;
        this.settings = settings;
    }

    /** Whether {@code after} is a valid {@link FriendPage#next}. */
    public static boolean isCursor(String after) {
        return FriendCursor.of(after).isPresent();
    }

    /**
     * Reads a page of the list.
     *
     * @throws musubi.hubspot.HubSpotException when HubSpot does not answer the search
     * @throws SearchTooLongException when HubSpot would refuse the search for its length
     */
    public FriendPage page(Connection connection, FriendQuery query) {
        return page(connection, query, CallPriority.INTERACTIVE);
    }

    /** The same, as urgent as that. */
    FriendPage page(Connection connection, FriendQuery query, CallPriority priority) {
        if (query.text().length() > FriendQuery.MAX_TEXT) {
            throw new SearchTooLongException(query.text().length());
        }
        var names = connection.propertyNames();
        var cursor = FriendCursor.of(query.after());
        var position = cursor.map(FriendCursor::position);
        var newest = query.order() == Order.NEWEST;
        var properties = new ArrayList<>(names.all());
        properties.add("email");
        var found = hubspot.search(
                connections.hubspot(connection.id()).with(priority),
                new Search(
                        groups(names, query, newest ? position : Optional.empty()),
                        properties,
                        newest ? RECORD_ID : names.of(LineProperty.ID_SYNC_DATE),
                        true,
                        query.limit(),
                        newest ? "" : position.map(String::valueOf).orElse("")));
        var total = cursor.map(FriendCursor::total).orElse(found.total());
        return new FriendPage(
                found.contacts().stream()
                        .map(record -> friend(connection, record))
                        .toList(),
                next(query, found).map(start -> new FriendCursor(start, total)).map(FriendCursor::toString),
                total);
    }

    private static Optional<Long> next(FriendQuery query, SearchPage found) {
        if (found.next().isEmpty() || found.contacts().isEmpty()) {
            return Optional.empty();
        }
        return switch (query.order()) {
            case NEWEST -> Optional.of(Long.parseLong(found.contacts().getLast().id()));
            case SYNCED_ON ->
                Optional.of(Long.parseLong(found.next()))
                        .filter(offset -> offset + query.limit() <= FriendPage.COUNTED);
        };
    }

    /** The filter groups: all conditions, once for each of the two properties that may contain the text. */
    private static List<List<Filter>> groups(PropertyNames names, FriendQuery query, Optional<Long> belowId) {
        var all = new ArrayList<Filter>();
        all.add(Filter.known(names.of(LineProperty.USER_ID)));
        query.follow().ifPresent(follow -> all.add(new Filter(names.of(LineProperty.FOLLOW), "EQ", follow.name())));
        query.source()
                .ifPresent(source -> all.add(new Filter(names.of(LineProperty.CONTACT_SOURCE), "EQ", source.name())));
        if (query.unanswered()) {
            all.add(new Filter(names.of(LineProperty.UNANSWERED), "EQ", "YES"));
        }
        query.optOut().ifPresent(choice -> all.add(optOut(names.of(LineProperty.OPT_OUT), choice)));
        if (query.contact().isPresent()) {
            all.add(new Filter(RECORD_ID, "EQ", String.valueOf(query.contact().getAsLong())));
        } else {
            belowId.ifPresent(id -> all.add(new Filter(RECORD_ID, "LT", String.valueOf(id))));
        }
        if (query.text().isBlank()) {
            return List.of(all);
        }
        if (all.size() == MAX_FILTERS) {
            // every one is set, the source too, which has a value on friends alone
            all.removeFirst();
        }
        // names contain no control characters, which take six characters each in JSON
        var part = "*" + query.text().replaceAll("\\p{Cntrl}", " ").strip() + "*";
        return List.of(
                with(all, new Filter(names.of(LineProperty.USER_NAME), "CONTAINS_TOKEN", part)),
                with(all, new Filter("email", "CONTAINS_TOKEN", part)));
    }

    /** Who never chose is among those who want messages. */
    private static Filter optOut(String property, FollowState choice) {
        return new Filter(property, choice == FollowState.YES ? "EQ" : "NEQ", FollowState.YES.name());
    }

    private static List<Filter> with(List<Filter> all, Filter one) {
        var more = new ArrayList<>(all);
        more.add(one);
        return more;
    }

    private Friend friend(Connection connection, ContactRecord record) {
        var contact = new Contact(
                connection.propertyNames().read(record.properties()),
                record.properties().getOrDefault("email", ""));
        return new Friend(
                record.id(),
                contact.value(LineProperty.USER_ID).orElse(""),
                contact.value(LineProperty.USER_NAME).orElse(""),
                contact.value(LineProperty.USER_PICTURE).orElse(""),
                contact.email(),
                contact.value(LineProperty.FOLLOW).map(state -> state.equals("YES") ? FollowState.YES : FollowState.NO),
                contact.source(),
                contact.value(LineProperty.ID_SYNC_DATE).orElse(""),
                contact.hasLineIcon(),
                contact.value(LineProperty.LAST_REPLY_MESSAGE).orElse(""),
                contact.value(LineProperty.LAST_REPLY_AT).orElse(""),
                contact.value(LineProperty.UNANSWERED).filter("YES"::equals).isPresent(),
                contact.value(LineProperty.OPT_OUT)
                        .map(state -> state.equals("YES") ? FollowState.YES : FollowState.NO),
                contact.value(LineProperty.OPT_OUT_UPDATED_AT).orElse(""),
                contact.value(LineProperty.TRAFFIC_SOURCE).orElse(""),
                contact.value(LineProperty.USER_TAGS).orElse(""),
                settings.contactUrl(connection.portalId(), record.id()));
    }
}
