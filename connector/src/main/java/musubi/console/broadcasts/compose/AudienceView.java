package musubi.console.broadcasts.compose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotLists;
import musubi.hubspot.HubSpotLists.ContactList;
import musubi.hubspot.HubSpotLists.ListKind;
import org.springframework.stereotype.Component;

/** What HubSpot tells about the lists of an audience: two calls, one for those that are chosen and one for those to choose from. */
@Component
final class AudienceView {

    private static final int FOUND = 20;

    private final Connections connections;
    private final HubSpotLists lists;

    AudienceView(Connections connections, HubSpotLists lists) {
        this.connections = connections;
        this.lists = lists;
    }

    /**
     * A list on the page.
     *
     * @param gone whether HubSpot has none of that id
     */
    record ListView(long id, String name, boolean active, long size, boolean gone) {

        private static ListView of(ContactList list) {
            return new ListView(list.id(), list.name(), list.kind() == ListKind.ACTIVE, list.size(), false);
        }
    }

    /**
     * The lists, as far as HubSpot tells.
     *
     * @param loaded whether HubSpot was asked, and answered
     * @param sum contacts of the lists, who may be in several of them
     * @param found without those that are chosen
     * @param total lists that match, the chosen ones too
     * @param scope that is missing; empty: none
     * @param broken whether HubSpot does not answer
     */
    record Lists(
            boolean loaded,
            List<ListView> included,
            List<ListView> excluded,
            long sum,
            List<ListView> found,
            int total,
            String scope,
            boolean broken) {}

    /** Without asking HubSpot. */
    static Lists unknown(AudienceForm form) {
        return lists(form, Map.of(), List.of(), 0, false, "", false);
    }

    /** Asks HubSpot. */
    Lists of(Connection connection, AudienceForm form) {
        if (form.allFriends()) {
            return lists(form, Map.of(), List.of(), 0, true, "", false);
        }
        try {
            var access = connections.hubspot(connection.id()).with(CallPriority.INTERACTIVE);
            var ids = Stream.concat(form.lists().stream(), form.exceptLists().stream())
                    .limit(HubSpotLists.MAX_SEVERAL)
                    .collect(Collectors.toSet());
            var chosen = new HashMap<>(lists.several(access, ids));
            var found = lists.search(access, form.query(), 0, FOUND);
            return lists(form, chosen, found.lists(), found.total(), true, "", false);
        } catch (HubSpotException e) {
            return e.isMissingScope()
                    ? lists(form, Map.of(), List.of(), 0, false, String.join(" ", e.missingScopes()), false)
                    : lists(form, Map.of(), List.of(), 0, false, "", true);
        }
    }

    private static Lists lists(
            AudienceForm form,
            Map<Long, ContactList> known,
            List<ContactList> found,
            int total,
            boolean loaded,
            String scope,
            boolean broken) {
        var included = views(form.lists(), known, loaded);
        return new Lists(
                loaded,
                included,
                views(form.exceptLists(), known, loaded),
                included.stream().mapToLong(ListView::size).sum(),
                found.stream()
                        .filter(list -> !form.lists().contains(list.id())
                                && !form.exceptLists().contains(list.id()))
                        .map(ListView::of)
                        .toList(),
                total,
                scope,
                broken);
    }

    private static List<ListView> views(Set<Long> ids, Map<Long, ContactList> known, boolean loaded) {
        var views = new ArrayList<ListView>();
        for (var id : ids) {
            var list = known.get(id);
            views.add(list == null ? new ListView(id, "", false, 0, loaded) : ListView.of(list));
        }
        return views;
    }
}
