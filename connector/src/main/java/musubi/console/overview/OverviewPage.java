package musubi.console.overview;

import java.time.Clock;
import java.util.List;
import musubi.connection.Connections;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.console.overview.Card.Ranked;
import musubi.inbox.Backlog;
import musubi.inbox.EventQueue;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The state of each connection, the most serious first, or the first steps. */
@ConsolePage
class OverviewPage {

    /** Connections that are shown with all there is to say. Of the others there is one line. */
    private static final int FULL = 12;

    private static final Backlog NONE = new Backlog(0, 0, 0);

    private final EventQueue queue;
    private final Connections connections;
    private final Cards cards;
    private final Clock clock;

    OverviewPage(EventQueue queue, Connections connections, Cards cards, Clock clock) {
        this.queue = queue;
        this.connections = connections;
        this.cards = cards;
        this.clock = clock;
    }

    @GetMapping("/")
    String overview(
            @ModelAttribute("layout") Layout layout,
            @ModelAttribute(name = "outages", binding = false) OutageNotices.Known outages,
            Model model) {
        var backlogs = queue.backlogs();
        var ranked = layout.connections().stream()
                .map(connection -> Ranked.of(
                        Glance.of(connection, backlogs.getOrDefault(connection.id(), NONE)), outages.of(connection)))
                .sorted(Ranked.ORDER)
                .toList();
        model.addAttribute("none", connections.all().isEmpty());
        model.addAttribute("cards", cards.of(ranked.stream().limit(FULL).toList(), layout));
        model.addAttribute("others", others(ranked));
        model.addAttribute("asOf", clock.instant().atZone(layout.zone()));
        return "console/overview";
    }

    private static List<Glance> others(List<Ranked> ranked) {
        return ranked.stream().skip(FULL).map(Ranked::glance).toList();
    }
}
