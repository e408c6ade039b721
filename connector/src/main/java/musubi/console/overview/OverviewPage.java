package musubi.console.overview;

import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import java.time.Clock;
import musubi.connection.Connections;
import musubi.inbox.Backlog;
import musubi.inbox.Inbox;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Is all well? The connections at a glance, or the first steps. */
@ConsolePage
class OverviewPage {

    private static final Backlog NONE = new Backlog(0, 0, 0);

    private final Inbox inbox;
    private final Connections connections;
    private final Clock clock;

    OverviewPage(Inbox inbox, Connections connections, Clock clock) {
        this.inbox = inbox;
        this.connections = connections;
        this.clock = clock;
    }

    @GetMapping("/")
    String overview(@ModelAttribute("frame") Layout frame, Model model) {
        var backlogs = inbox.backlogs();
        model.addAttribute("none", connections.all().isEmpty());
        model.addAttribute(
                "glances",
                frame.connections().stream()
                        .map(connection -> Glance.of(connection, backlogs.getOrDefault(connection.id(), NONE)))
                        .toList());
        model.addAttribute("asOf", clock.instant().atZone(frame.zone()));
        return "console/overview";
    }
}
