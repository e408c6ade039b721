package musubi.console.overview;

import java.time.Clock;
import musubi.connection.Connections;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.inbox.Backlog;
import musubi.inbox.EventQueue;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The state of each connection, or the first steps. */
@ConsolePage
class OverviewPage {

    private static final Backlog NONE = new Backlog(0, 0, 0);

    private final EventQueue queue;
    private final Connections connections;
    private final Clock clock;

    OverviewPage(EventQueue queue, Connections connections, Clock clock) {
        this.queue = queue;
        this.connections = connections;
        this.clock = clock;
    }

    @GetMapping("/")
    String overview(@ModelAttribute("layout") Layout layout, Model model) {
        var backlogs = queue.backlogs();
        model.addAttribute("none", connections.all().isEmpty());
        model.addAttribute(
                "glances",
                layout.connections().stream()
                        .map(connection -> Glance.of(connection, backlogs.getOrDefault(connection.id(), NONE)))
                        .toList());
        model.addAttribute("asOf", clock.instant().atZone(layout.zone()));
        return "console/overview";
    }
}
