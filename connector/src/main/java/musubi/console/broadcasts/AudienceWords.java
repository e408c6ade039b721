package musubi.console.broadcasts;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import musubi.broadcast.Audience;
import musubi.broadcast.Broadcast;
import musubi.connection.Connections;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotLists;
import musubi.hubspot.HubSpotLists.ContactList;
import org.springframework.stereotype.Component;

/** Whom a broadcast is for, in words. */
@Component
class AudienceWords {

    private final Connections connections;
    private final HubSpotLists lists;

    AudienceWords(Connections connections, HubSpotLists lists) {
        this.connections = connections;
        this.lists = lists;
    }

    /**
     * An audience.
     *
     * @param days of {@code notReachedForDays}; empty: whenever they got one
     * @param asked whether HubSpot has answered
     * @param scope that the access lacks; empty: none, or HubSpot did not answer for another reason
     * @param trouble whether HubSpot did not say what the lists are
     */
    record Words(
            boolean allFriends,
            List<Row> lists,
            List<Row> except,
            Optional<Integer> days,
            boolean asked,
            String scope,
            boolean trouble) {}

    /**
     * A list.
     *
     * @param name empty: not known
     * @param gone whether HubSpot has it no more
     */
    record Row(long id, String name, Optional<Long> size, boolean gone) {}

    /** By ids alone, at once. */
    Words plain(Audience audience) {
        return words(audience, Map.of(), false, "", false);
    }

    /** With the lists' names and sizes: one call to HubSpot, and as long as its timeout. */
    Words asked(Broadcast broadcast) {
        var audience = broadcast.audience();
        var ids = new HashSet<>(audience.lists());
        ids.addAll(audience.exceptLists());
        if (ids.isEmpty()) {
            return plain(audience);
        }
        try {
            var access = connections.hubspot(broadcast.connectionId()).with(CallPriority.INTERACTIVE);
            return words(audience, lists.several(access, ids), true, "", false);
        } catch (HubSpotException e) {
            return words(audience, Map.of(), false, String.join(" ", e.missingScopes()), true);
        }
    }

    private static Words words(
            Audience audience, Map<Long, ContactList> found, boolean asked, String scope, boolean trouble) {
        var days = audience.notReachedForDays();
        return new Words(
                audience.allFriends(),
                rows(audience.lists(), found, asked),
                rows(audience.exceptLists(), found, asked),
                days.isPresent() ? Optional.of(days.getAsInt()) : Optional.empty(),
                asked,
                scope,
                trouble);
    }

    private static List<Row> rows(Set<Long> ids, Map<Long, ContactList> found, boolean asked) {
        return ids.stream()
                .sorted()
                .map(id -> {
                    var list = Optional.ofNullable(found.get(id));
                    return new Row(
                            id,
                            list.map(ContactList::name).orElse(""),
                            list.map(ContactList::size),
                            asked && list.isEmpty());
                })
                .toList();
    }
}
