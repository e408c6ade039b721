package musubi.console.overview;

import java.util.Map;
import java.util.Optional;
import musubi.connection.Connection;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.sync.outage.Outage;
import musubi.sync.outage.Outages;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The outages of the connections that a person may see: for the fragment {@code console/outage}, on any page. */
@ControllerAdvice(annotations = ConsolePage.class)
class OutageNotices {

    private final Outages outages;

    OutageNotices(Outages outages) {
        this.outages = outages;
    }

    /** Asks the database once, and only when a template asks. */
    public static final class Known {

        private final Outages outages;
        private final Layout layout;
        private @Nullable Map<Long, Outage> found;

        Known(Outages outages, Layout layout) {
            this.outages = outages;
            this.layout = layout;
        }

        /** The outage of the connection's portal; none while it is paused, when HubSpot is not called. */
        public Optional<Outage> of(Connection connection) {
            if (found == null) {
                found = outages.of(layout.connections().stream()
                        .map(Connection::portalId)
                        .distinct()
                        .toList());
            }
            return connection.isPaused() ? Optional.empty() : Optional.ofNullable(found.get(connection.portalId()));
        }
    }

    @ModelAttribute("outages")
    Known outages(@ModelAttribute(name = "layout", binding = false) Layout layout) {
        return new Known(outages, layout);
    }
}
