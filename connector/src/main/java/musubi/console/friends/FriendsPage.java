package musubi.console.friends;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Csv;
import musubi.console.layout.Layout;
import musubi.contact.FollowState;
import musubi.contact.Source;
import musubi.friends.ExportRunningException;
import musubi.friends.FriendExport;
import musubi.friends.FriendList;
import musubi.friends.SearchTooLongException;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotSettings;
import musubi.user.AuditLog;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The friends of an account, read live from HubSpot. */
@ConsolePage
@RequestMapping("/connections/{id}/friends")
class FriendsPage {

    private final FriendList friends;
    private final FriendExport exports;
    private final FriendsCsv csv;
    private final Connections connections;
    private final HubSpotSettings hubspot;
    private final AuditLog audit;

    FriendsPage(
            FriendList friends,
            FriendExport exports,
            FriendsCsv csv,
            Connections connections,
            HubSpotSettings hubspot,
            AuditLog audit) {
        this.friends = friends;
        this.exports = exports;
        this.csv = csv;
        this.connections = connections;
        this.hubspot = hubspot;
        this.audit = audit;
    }

    /** What the form sends; a page that is opened has none, since an address must not name a person. */
    @ModelAttribute("sent")
    FriendSearch sent(
            @RequestParam(defaultValue = "") String query,
            @RequestParam(defaultValue = "") String follow,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String unanswered,
            @RequestParam(defaultValue = "") String optOut,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "") String contact) {
        return new FriendSearch(query, follow, source, unanswered.equals("YES"), optOut, sort, contact);
    }

    /**
     * Answers at once, without friends: the page asks for them itself, so that it appears however slow HubSpot is. Filters that other pages lead
     * to are in the address, and the record id of a link in HubSpot; what names a person never is.
     */
    @GetMapping
    String page(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String follow,
            @RequestParam(defaultValue = "") String unanswered,
            @RequestParam(defaultValue = "") String optOut,
            @RequestParam(defaultValue = "") String contact,
            Model model) {
        describe(known(id), new FriendSearch("", follow, "", unanswered.equals("YES"), optOut, "", contact), model);
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
            @ModelAttribute(name = "sent", binding = false) FriendSearch search,
            @RequestParam(defaultValue = "") String after,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            @ModelAttribute("layout") Layout layout,
            HttpServletResponse response,
            Model model) {
        var connection = known(id);
        describe(connection, search, model);
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

    /**
     * All friends of the search as CSV, the newest first, however many there are. A second click while the file comes changes nothing. Read from HubSpot while it is sent: where HubSpot
     * stops answering in the middle, the file is cut short, and the browser says so.
     */
    @PostMapping("/export")
    @Nullable
    String export(
            @PathVariable UUID id,
            @ModelAttribute(name = "sent", binding = false) FriendSearch search,
            @ModelAttribute("layout") Layout layout,
            HttpServletResponse response,
            RedirectAttributes flash)
            throws IOException {
        var connection = known(id);
        try (var reading = exports.begin(connection, search.after(""), who(layout))) {
            audit.record("connection.friendsExported", id.toString(), "");
            Csv.send(response, "musubi-friends.csv", file -> csv.write(reading, layout, file));
            return null;
        } catch (ExportRunningException running) {
            if (running.isOwn()) {
                // the file comes: the browser stays on the page
                response.setStatus(HttpStatus.NO_CONTENT.value());
                return null;
            }
            flash.addFlashAttribute("failed", "friends.csv.running");
        } catch (SearchTooLongException tooLong) {
            flash.addFlashAttribute("failed", HubSpotTrouble.TOO_LONG.message() + ".todo");
        } catch (HubSpotException away) {
            flash.addFlashAttribute("failed", HubSpotTrouble.of(away).message() + ".what");
        }
        return "redirect:/connections/" + id + "/friends";
    }

    private static String who(Layout layout) {
        return layout.person().map(person -> person.id().toString()).orElse("");
    }

    private void describe(Connection connection, FriendSearch search, Model model) {
        model.addAttribute("id", connection.id());
        model.addAttribute("search", search);
        model.addAttribute("sources", List.of(Source.values()));
        model.addAttribute("follows", List.of(FollowState.values()));
        model.addAttribute("optOuts", List.of(FollowState.YES, FollowState.NO));
        model.addAttribute("sorts", List.of("newest", FriendSearch.SYNCED_ON));
        // HubSpot documents no address of a list with filters
        model.addAttribute("portalUrl", hubspot.portalUrl(connection.portalId()));
    }

    private Connection known(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }
}
