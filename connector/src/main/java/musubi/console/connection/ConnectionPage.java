package musubi.console.connection;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.Install;
import musubi.connection.Installs;
import musubi.connection.UnknownConnectionException;
import musubi.console.layout.ConsolePage;
import musubi.console.overview.Glance;
import musubi.contact.FollowState;
import musubi.friends.FriendList;
import musubi.friends.FriendPage;
import musubi.friends.FriendQuery;
import musubi.friends.FriendQuery.Order;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotSettings;
import musubi.inbox.EventQueue;
import musubi.inbox.SeenEvents;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Is all well with this connection? Its behavior and accounts are on {@link ConnectionTabs}. */
@ConsolePage
class ConnectionPage {

    private static final FriendQuery FOLLOWERS =
            new FriendQuery("", Optional.of(FollowState.YES), Optional.empty(), Order.NEWEST, 1, "");

    private final Connections connections;
    private final Installs installs;
    private final EventQueue inbox;
    private final SeenEvents seen;
    private final FriendList friends;
    private final MonthPage month;
    private final HubSpotClient hubspot;
    private final HubSpotSettings hubspotSettings;
    private final Notices notices;
    private final Clock clock;

    ConnectionPage(
            Connections connections,
            Installs installs,
            EventQueue inbox,
            SeenEvents seen,
            FriendList friends,
            MonthPage month,
            HubSpotClient hubspot,
            HubSpotSettings hubspotSettings,
            Notices notices,
            Clock clock) {
        this.connections = connections;
        this.installs = installs;
        this.inbox = inbox;
        this.seen = seen;
        this.friends = friends;
        this.month = month;
        this.hubspot = hubspot;
        this.hubspotSettings = hubspotSettings;
        this.notices = notices;
        this.clock = clock;
    }

    /** @param wait whether the answer waits for LINE, as a browser without scripts has to */
    @GetMapping("/connections/{id}")
    String show(@PathVariable UUID id, @RequestParam(defaultValue = "false") boolean wait, Model model) {
        var template = page(id, Refusals.NONE, model);
        if (wait) {
            connections.find(id).map(month::of).ifPresent(asked -> model.addAttribute("month", asked));
        }
        return template;
    }

    /** Renders the page, with a change that was just refused. */
    String page(UUID id, Refusals refusals, Model model) {
        var connection = connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
        glance(connection, model);
        connection
                .pausedAt()
                .ifPresent(since -> model.addAttribute("pausedSince", since.atZone(connection.timeZone())));
        model.addAttribute("refusals", refusals);
        model.addAttribute("notices", notices.of(connection, LocaleContextHolder.getLocale()));
        model.addAttribute("portalUrl", hubspotSettings.portalUrl(connection.portalId()));
        return "console/connection";
    }

    /** The part with the current state, including what takes calls to LINE and HubSpot. */
    @GetMapping("/connections/{id}/glance")
    String glance(@PathVariable UUID id, Model model) {
        var connection = connections.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        glance(connection, model);
        var midnight = clock.instant().atZone(connection.timeZone()).truncatedTo(ChronoUnit.DAYS);
        model.addAttribute("today", seen.arrivedSince(id, midnight.toInstant()));
        model.addAttribute("friends", friends(connection));
        model.addAttribute("callsLeft", hubspot.callsLeftToday(connection.portalId()));
        return "console/connection :: glance";
    }

    /** The state of an installation that changes this connection to the app; the page is loaded again once it is done. */
    @GetMapping("/connections/{id}/hubspot/install/{install}")
    String install(@PathVariable UUID id, @PathVariable UUID install, Model model, HttpServletResponse response) {
        var found = installs.find(install).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (found.state() == Install.State.DONE) {
            response.setHeader("HX-Refresh", "true");
        }
        model.addAttribute("install", found);
        model.addAttribute("installAt", "/connections/" + id + "/hubspot/install/" + install);
        return "console/entries :: install";
    }

    private void glance(Connection connection, Model model) {
        var backlog = inbox.backlog(connection.id());
        model.addAttribute("it", connection);
        model.addAttribute("glance", Glance.of(connection, backlog));
        model.addAttribute("today", -1L);
        model.addAttribute("friends", OptionalLong.empty());
        model.addAttribute("counted", FriendPage.COUNTED);
        model.addAttribute("callsLeft", OptionalInt.empty());
        model.addAttribute("asOf", clock.instant().atZone(connection.timeZone()));
    }

    /** How many friends follow; empty when HubSpot does not answer. */
    private OptionalLong friends(Connection connection) {
        try {
            return OptionalLong.of(friends.page(connection, FOLLOWERS).total());
        } catch (HubSpotException e) {
            return OptionalLong.empty();
        }
    }
}
