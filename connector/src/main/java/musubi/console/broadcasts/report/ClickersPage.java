package musubi.console.broadcasts.report;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import musubi.broadcast.Broadcasts;
import musubi.broadcast.Clickers;
import musubi.broadcast.Tracking;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.hubspot.HubSpotException;
import musubi.tracking.TrackingSettings;
import musubi.tracking.counts.Clicks.Clicker;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Who clicked in a broadcast, the first one first. The page answers at once; names are read from HubSpot after it, and kept nowhere. */
@ConsolePage
@RequestMapping("/broadcasts/{broadcastId}/clickers")
class ClickersPage {

    private static final int PAGE_SIZE = 50;

    private final Broadcasts broadcasts;
    private final Clickers clickers;
    private final TrackingSettings settings;

    ClickersPage(Broadcasts broadcasts, Clickers clickers, TrackingSettings settings) {
        this.broadcasts = broadcasts;
        this.clickers = clickers;
        this.settings = settings;
    }

    /** @param name empty: the contact is gone */
    record Row(String name, ZonedDateTime firstClickAt, String hubspotUrl) {

        /** Leaves out the person. */
        @Override
        public String toString() {
            return "Row";
        }
    }

    /**
     * The page without the people, or with some of them, or these alone.
     *
     * @param load whether the people are wanted: where no script asks for them
     * @param after a time and a record id, after which the part begins; anything else: from the beginning
     * @param htmx whether the page asks, and takes a part of itself
     */
    @GetMapping
    String show(
            @PathVariable UUID broadcastId,
            @RequestParam(defaultValue = "false") boolean load,
            @RequestParam(defaultValue = "") String after,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            @ModelAttribute("layout") Layout layout,
            Model model) {
        var one = broadcasts.find(broadcastId).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("id", one.id());
        model.addAttribute("title", one.title());
        model.addAttribute("people", one.counts().clicks().people());
        model.addAttribute("countsPeople", one.tracking() == Tracking.PERSON);
        model.addAttribute("days", settings.clickRetention().toDays());
        model.addAttribute("after", after);
        if (htmx || load) {
            load(broadcastId, after, layout, model);
        }
        return htmx ? (after.isEmpty() ? "console/clickers :: list" : "console/clickers :: rows") : "console/clickers";
    }

    private void load(UUID id, String after, Layout layout, Model model) {
        try {
            var page = clickers.of(id, Clicker.parse(after), PAGE_SIZE);
            model.addAttribute(
                    "rows",
                    page.people().stream()
                            .map(person -> new Row(
                                    person.name(), person.firstClickAt().atZone(layout.zone()), person.hubspotUrl()))
                            .toList());
            model.addAttribute("next", page.last().map(Clicker::cursor).orElse(""));
        } catch (HubSpotException away) {
            model.addAttribute("rows", List.of());
            model.addAttribute("trouble", ClickersTrouble.of(away));
        }
    }
}
