package musubi.console.friends;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.contact.FollowState;
import musubi.contact.Source;
import musubi.friends.FriendList;
import musubi.friends.FriendQuery;
import musubi.friends.FriendQuery.Order;
import musubi.friends.SearchTooLongException;
import musubi.hubspot.HubSpotException;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The friends of an account, read live from HubSpot. */
@ConsolePage
@RequestMapping("/connections/{id}/friends")
class FriendsPage {

    private static final int PAGE_SIZE = 50;
    private static final String SYNCED_ON = "syncedOn";

    private final FriendList friends;
    private final Connections connections;

    FriendsPage(FriendList friends, Connections connections) {
        this.friends = friends;
        this.connections = connections;
    }

    /** The search, as the form sends it. */
    record Search(String query, String follow, String source, boolean unanswered, String sort) {

        public boolean narrowed() {
            return !(query.isBlank() && follow.isEmpty() && source.isEmpty() && !unanswered);
        }

        FriendQuery after(String after) {
            return new FriendQuery(
                    query,
                    choice(follow, FollowState.values()),
                    choice(source, Source.values()),
                    unanswered,
                    sort.equals(SYNCED_ON) ? Order.SYNCED_ON : Order.NEWEST,
                    PAGE_SIZE,
                    FriendList.isCursor(after) ? after : "");
        }

        private static <E extends Enum<E>> Optional<E> choice(String text, E[] choices) {
            return Arrays.stream(choices)
                    .filter(each -> each.name().equals(text))
                    .findFirst();
        }

        /** Without the search, which may name a person: it may be logged. */
        @Override
        public String toString() {
            return "Search[sort=%s]".formatted(sort);
        }
    }

    /**
     * Answers at once, without friends: the page asks for them itself, so that it appears however slow HubSpot is. Filters that other pages lead
     * to are in the address; what names a person never is.
     */
    @GetMapping
    String page(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String follow,
            @RequestParam(defaultValue = "") String unanswered,
            Model model) {
        known(id);
        describe(id, new Search("", follow, "", unanswered.equals("YES"), ""), model);
        return "console/friends";
    }

    /**
     * A part of the list, or the entire page where the browser runs no scripts.
     *
     * @param htmx whether a script of the page asks, which replaces a part of the page
     */
    @PostMapping
    String list(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String query,
            @RequestParam(defaultValue = "") String follow,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String unanswered,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "") String after,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            @ModelAttribute("layout") Layout layout,
            HttpServletResponse response,
            Model model) {
        var connection = known(id);
        var search = new Search(query, follow, source, unanswered.equals("YES"), sort);
        describe(id, search, model);
        try {
            var asked = search.after(after);
            model.addAttribute("view", FriendsView.of(friends.page(connection, asked), asked.order(), layout));
        } catch (HubSpotException e) {
            model.addAttribute("trouble", HubSpotTrouble.of(e));
        } catch (SearchTooLongException e) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("trouble", HubSpotTrouble.TOO_LONG);
        }
        model.addAttribute("after", after);
        model.addAttribute("part", htmx);
        if (!htmx) {
            return "console/friends";
        }
        return after.isEmpty() ? "console/friends :: results" : "console/friends :: rows";
    }

    private static void describe(UUID id, Search search, Model model) {
        model.addAttribute("id", id);
        model.addAttribute("search", search);
        model.addAttribute("sources", List.of(Source.values()));
        model.addAttribute("follows", List.of(FollowState.values()));
        model.addAttribute("sorts", List.of("newest", SYNCED_ON));
    }

    private Connection known(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }
}
