package musubi.broadcast.audience;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import musubi.broadcast.Audience;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.contact.LineProperty;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import musubi.hubspot.HubSpotLists;
import musubi.hubspot.HubSpotLists.ContactList;
import musubi.hubspot.HubSpotLists.Members;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.Search;
import musubi.hubspot.Search.Filter;
import org.springframework.stereotype.Component;

/** Opens audiences, and says how large they are. */
@Component
public final class Audiences {

    private static final String RECORD_ID = "hs_object_id";

    /** HubSpot does not find a list in the first moments after it was made. */
    private static final Duration NEW_LIST = Duration.ofSeconds(10);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Connections connections;
    private final HubSpotClient hubspot;
    private final HubSpotLists lists;

    Audiences(Connections connections, HubSpotClient hubspot, HubSpotLists lists) {
        this.connections = connections;
        this.hubspot = hubspot;
        this.lists = lists;
    }

    /** The properties of a contact that decide whether it gets a message; and those that the message needs. */
    private static List<String> properties(Connection connection, Set<String> needed) {
        return Stream.concat(
                        Stream.of(
                                        LineProperty.USER_ID,
                                        LineProperty.FOLLOW,
                                        LineProperty.OPT_OUT,
                                        LineProperty.LAST_BROADCAST_SEND_DATE)
                                .map(connection.propertyNames()::of),
                        needed.stream())
                .distinct()
                .toList();
    }

    /**
     * Opens an audience.
     *
     * @param needed properties that the message needs
     * @param goesOn asked before each wait: whether to wait for HubSpot at all
     * @param watch told of each call
     */
    public AudienceSource open(
            Connection connection,
            Audience audience,
            Set<String> needed,
            AudiencePlace place,
            BooleanSupplier goesOn,
            CallWatch watch) {
        var properties = properties(connection, needed);
        if (audience.allFriends()) {
            return new AllFriends(
                    search -> waiting(goesOn, watch, () -> hubspot.search(access(connection.id()), search)),
                    connection.propertyNames().of(LineProperty.USER_ID),
                    properties,
                    place.last());
        }
        MemberPages pages = (id, after) -> waiting(goesOn, watch, () -> members(connection.id(), id, after, goesOn));
        return new ListedContacts(
                new MergedLists(
                        opened(audience.lists(), pages, place),
                        opened(audience.exceptLists(), pages, place),
                        place.last()),
                ids -> waiting(
                        goesOn, watch, () -> hubspot.read(access(connection.id()), RECORD_ID, ids, properties)),
                place);
    }

    private static Map<Long, SortedIds> opened(Set<Long> ids, MemberPages pages, AudiencePlace place) {
        var opened = new TreeMap<Long, SortedIds>();
        ids.forEach(id -> opened.put(
                id,
                place.whole()
                        ? new WholeList(pages, id, place.last())
                        : new ListStream(pages, id, place.lists().getOrDefault(id, ""), place.last())));
        return opened;
    }

    private PortalAccess access(UUID connectionId) {
        return connections.hubspot(connectionId).with(CallPriority.DELIVERY);
    }

    private Members.Page members(UUID connectionId, long listId, String after, BooleanSupplier goesOn) {
        var end = System.nanoTime() + NEW_LIST.toNanos();
        while (true) {
            switch (lists.page(access(connectionId), listId, after)) {
                case Members.Page page -> {
                    return page;
                }
                case Members.Gone() -> {
                    if (System.nanoTime() >= end || !goesOn.getAsBoolean()) {
                        throw new ListGoneException(listId);
                    }
                    sleep(FIRST_PAUSE);
                }
            }
        }
    }

    /** What passes by itself is waited for, however long it takes. */
    private static <T> T waiting(BooleanSupplier goesOn, CallWatch watch, Supplier<T> call) {
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                var answer = call.get();
                watch.succeeded();
                return answer;
            } catch (HubSpotException e) {
                var passes = e.kind() == Kind.RETRY || e.kind() == Kind.LIMITED || e.kind() == Kind.QUOTA;
                if (!passes || !goesOn.getAsBoolean()) {
                    throw e;
                }
                watch.failed(e.kind());
                var asked = e.retryAfter().orElse(pause);
                sleep(asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked);
                pause = pause.compareTo(LONGEST_PAUSE) > 0 ? pause : pause.multipliedBy(2);
            }
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an audience was read", e);
        }
    }

    /**
     * How many contacts the lists of an audience have together, by HubSpot's own count; of all friends HubSpot's search says it, up to 10,000
     * exactly. A page waits for it.
     *
     * @throws ListGoneException when a list does not exist
     * @throws HubSpotException when HubSpot does not answer
     */
    public long size(Connection connection, Audience audience) {
        var access = connections.hubspot(connection.id()).with(CallPriority.INTERACTIVE);
        if (audience.allFriends()) {
            var userId = connection.propertyNames().of(LineProperty.USER_ID);
            return hubspot.search(
                            access,
                            new Search(List.of(List.of(Filter.known(userId))), List.of(), RECORD_ID, false, 1, ""))
                    .total();
        }
        var asked = new ArrayList<>(audience.lists());
        asked.addAll(audience.exceptLists());
        var found = new HashMap<>(lists.several(access, Set.copyOf(asked)));
        for (var id : asked) {
            if (!found.containsKey(id)) {
                // one that an answer leaves out may exist
                found.put(id, lists.find(access, id).orElseThrow(() -> new ListGoneException(id)));
            }
        }
        return audience.lists().stream()
                .map(found::get)
                .mapToLong(ContactList::size)
                .sum();
    }

    /** Whether a moment is too recent for those who are not to be reached again so soon. */
    static boolean isRecent(String sentAt, Instant now, int days) {
        try {
            return Instant.parse(sentAt).isAfter(now.minus(Duration.ofDays(days)));
        } catch (DateTimeParseException unreadable) {
            return false;
        }
    }
}
