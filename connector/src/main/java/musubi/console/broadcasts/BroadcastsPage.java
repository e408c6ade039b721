package musubi.console.broadcasts;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import musubi.broadcast.BroadcastState;
import musubi.console.layout.ConsolePage;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The broadcasts of a connection, the newest first. */
@ConsolePage
@RequestMapping("/connections/{id}/broadcasts")
class BroadcastsPage {

    private static final int PAGE_SIZE = 30;

    private final BroadcastViews views;

    BroadcastsPage(BroadcastViews views) {
        this.views = views;
    }

    /**
     * The page, or a part of its list.
     *
     * @param state only those that are so; any other word: all
     * @param after the last one of the part before
     * @param htmx whether the page asks, and takes a part of itself
     */
    @GetMapping
    String show(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String state,
            @RequestParam Optional<UUID> after,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            Model model) {
        var connection = views.connection(id);
        var wanted = Arrays.stream(BroadcastState.values())
                .filter(each -> each.name().equals(state))
                .findFirst();
        var found = views.of(connection, wanted, after, PAGE_SIZE + 1);
        var part = found.stream().limit(PAGE_SIZE).toList();
        model.addAttribute("id", id);
        model.addAttribute("wanted", wanted.map(Enum::name).orElse(""));
        model.addAttribute("states", BroadcastState.values());
        model.addAttribute("broadcasts", part);
        model.addAttribute("none", found.isEmpty() && wanted.isEmpty() && after.isEmpty());
        model.addAttribute("next", found.size() > PAGE_SIZE ? part.getLast().id() : null);
        return htmx ? "console/broadcasts :: items" : "console/broadcasts";
    }
}
