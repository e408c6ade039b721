package musubi.result.list;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import musubi.broadcast.Broadcasts;
import musubi.connection.Connection;
import musubi.contact.LineProperty;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.Search;
import musubi.hubspot.Search.Filter;
import musubi.hubspot.list.StaticLists;
import musubi.result.store.ListRepository;
import musubi.result.store.ListRepository.StoredList;
import musubi.tracking.counts.Clicks;
import musubi.tracking.counts.Clicks.Clicker;
import org.springframework.stereotype.Component;

/** Adds the members of a list, part by part; after a crash it goes on behind the last part. Adding somebody twice changes nothing. */
@Component
final class FillList {

    private static final String RECORD_ID = "hs_object_id";
    private static final String MERGED_IDS = "hs_merged_object_ids";
    private static final int CLICKERS = 500;
    private static final int FOUND = 200;

    /** Until HubSpot's search finds what was written. */
    private static final Duration SEARCH_LAG = Duration.ofSeconds(60);

    /** A list that HubSpot does not find for so long was deleted. */
    private static final Duration GONE = Duration.ofMinutes(10);

    private final StaticLists lists;
    private final HubSpotClient hubspot;
    private final ListRepository repository;
    private final Clicks clicks;
    private final Broadcasts broadcasts;
    private final Clock clock;

    FillList(
            StaticLists lists,
            HubSpotClient hubspot,
            ListRepository repository,
            Clicks clicks,
            Broadcasts broadcasts,
            Clock clock) {
        this.lists = lists;
        this.hubspot = hubspot;
        this.repository = repository;
        this.clicks = clicks;
        this.broadcasts = broadcasts;
        this.clock = clock;
    }

    /** Some people, and behind whom it goes on. */
    private record Part(List<Long> people, Optional<Clicker> last, boolean isEnd) {}

    /**
     * Fills it to the end, or until it may not go on.
     *
     * @throws HubSpotException when it has to wait
     */
    void fill(StoredList list, long listId, Connection connection, PortalAccess access, BooleanSupplier goesOn) {
        var place = list.place();
        while (goesOn.getAsBoolean()) {
            var part = switch (list.of()) {
                case CLICKED -> clicked(list, place);
                case NOT_CLICKED -> notClicked(list, place, connection, access);
            };
            if (!add(list, listId, access, part.people())) {
                return;
            }
            if (part.last().isPresent()) {
                place = part.last();
                repository.place(list.id(), place.get(), part.people().size());
            }
            if (part.isEnd()) {
                repository.done(list.id(), clock.instant());
                return;
            }
        }
    }

    /** Whether HubSpot's search knows by now what was written on contacts. */
    boolean isDue(StoredList list) {
        return switch (list.of()) {
            case CLICKED -> true;
            case NOT_CLICKED ->
                list.writtenAt()
                        .filter(written -> clock.instant().isBefore(written.plus(SEARCH_LAG)))
                        .isEmpty();
        };
    }

    /** Those who clicked before the list was asked for. */
    private Part clicked(StoredList list, Optional<Clicker> place) {
        var some = clicks.clickers(list.broadcastId(), place, CLICKERS);
        var before = some.stream()
                .filter(clicker -> !clicker.at().isAfter(list.createdAt()))
                .toList();
        return new Part(
                before.stream().map(Clicker::contactId).toList(),
                before.isEmpty() ? Optional.empty() : Optional.of(before.getLast()),
                before.size() < CLICKERS);
    }

    /** Those whose last broadcast it is: of a connection no two broadcasts have the same date. */
    private Part notClicked(StoredList list, Optional<Clicker> place, Connection connection, PortalAccess access) {
        var names = connection.propertyNames();
        var name = names.of(LineProperty.LAST_BROADCAST_NAME);
        var last = place.map(Clicker::contactId).orElse(0L);
        var page = hubspot.search(
                access,
                new Search(
                        List.of(List.of(
                                new Filter(
                                        names.of(LineProperty.LAST_BROADCAST_SEND_DATE),
                                        "EQ",
                                        Long.toString(list.sentAt().toEpochMilli())),
                                new Filter(RECORD_ID, "GT", Long.toString(last)))),
                        List.of(name, MERGED_IDS),
                        RECORD_ID,
                        false,
                        FOUND,
                        ""));
        var found = page.contacts();
        if (found.isEmpty() && page.total() > 0) {
            throw HubSpotException.notShownYet("HubSpot's search counts contacts that it does not show");
        }
        var title = broadcasts.find(list.broadcastId()).map(broadcast -> broadcast.title());
        var named = found.stream()
                .filter(contact ->
                        title.equals(Optional.ofNullable(contact.properties().get(name))))
                .toList();
        var clickers = clicks.firstClicks(
                list.broadcastId(), named.stream().flatMap(FillList::ids).toList());
        var people = named.stream()
                .filter(contact -> ids(contact).noneMatch(clickers::containsKey))
                .map(contact -> Long.parseLong(contact.id()))
                .toList();
        var end = found.stream()
                .mapToLong(contact -> Long.parseLong(contact.id()))
                .max();
        return new Part(
                people,
                end.isPresent() ? Optional.of(new Clicker(end.getAsLong(), Instant.EPOCH)) : Optional.empty(),
                page.total() <= found.size());
    }

    /** Its record id, and those that were merged into it. */
    private static Stream<Long> ids(ContactRecord contact) {
        return Stream.concat(
                        Stream.of(contact.id()),
                        Arrays.stream(contact.properties()
                                .getOrDefault(MERGED_IDS, "")
                                .split(";", -1)))
                .filter(id -> id.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }

    /** Whether the list is there. One that was just made may not be, for a moment. */
    private boolean add(StoredList list, long listId, PortalAccess access, List<Long> people) {
        if (people.isEmpty()) {
            return true;
        }
        var missing = lists.add(access, listId, people);
        if (missing.isEmpty()) {
            if (clock.instant().isAfter(list.createdAt().plus(GONE))) {
                repository.done(list.id(), clock.instant());
                return false;
            }
            throw HubSpotException.notShownYet("HubSpot does not find the list yet");
        }
        var merged = merged(access, missing.get());
        if (!merged.isEmpty()) {
            var ignored = lists.add(access, listId, merged);
        }
        return true;
    }

    /**
     * Contacts that are there under another id by now.
     *
     * @throws HubSpotException when HubSpot leaves one out of its answer: nothing is known of that one
     */
    private List<Long> merged(PortalAccess access, List<Long> missing) {
        var merged = new HashSet<Long>();
        for (var from = 0; from < missing.size(); from += HubSpotClient.BATCH) {
            var some = missing.subList(from, Math.min(from + HubSpotClient.BATCH, missing.size())).stream()
                    .map(String::valueOf)
                    .toList();
            var read = hubspot.read(access, RECORD_ID, some, List.of()).requireAll(some);
            read.found().values().forEach(contact -> merged.add(Long.valueOf(contact.id())));
        }
        return new ArrayList<>(merged);
    }
}
