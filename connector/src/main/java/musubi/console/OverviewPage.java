package musubi.console;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connection.State;
import musubi.connection.Connections;
import musubi.inbox.Backlog;
import musubi.inbox.EventQueue;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Is all well? The connections at a glance, or the first steps. */
@Hidden
@Controller
class OverviewPage {

    private static final Backlog NONE = new Backlog(0, 0, 0);
    /** Longer than events wait when all is well. */
    private static final long LATE_SECONDS = 300;

    private final EventQueue inbox;
    private final Connections connections;
    private final Clock clock;

    OverviewPage(EventQueue inbox, Connections connections, Clock clock) {
        this.inbox = inbox;
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * A connection at a glance.
     *
     * @param mood paused, lost, waiting or well
     * @param oldestMinutes since when it waits; 0 while paused: that things wait is what is wanted then
     */
    record Glance(
            UUID id,
            String name,
            String account,
            String mood,
            long waiting,
            long oldestMinutes,
            long failed,
            long problems) {

        static Glance of(Connection connection, Backlog backlog) {
            return new Glance(
                    connection.id(),
                    connection.name(),
                    connection.displayName(),
                    mood(connection, backlog),
                    backlog.pending(),
                    connection.isPaused() ? 0 : backlog.oldestSeconds() / 60,
                    backlog.failed(),
                    connection.problems().size());
        }

        private static String mood(Connection connection, Backlog backlog) {
            if (connection.isPaused()) {
                return "paused";
            }
            if (connection.state() == State.UNAUTHORIZED || backlog.failed() > 0) {
                return "lost";
            }
            return backlog.oldestSeconds() > LATE_SECONDS
                            || !connection.problems().isEmpty()
                    ? "waiting"
                    : "well";
        }
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
