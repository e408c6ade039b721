package musubi.console.failures;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotSettings;
import musubi.inbox.FailedEvent;
import musubi.inbox.FailedEvents;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Events that could not be applied, by reason, of all connections that the person may see. */
@ConsolePage
@RequestMapping("/failures")
class FailuresPage {

    /** Rows of the list of one reason. */
    private static final int PAGE_SIZE = 50;

    /** Rows of each reason where there are several. */
    private static final int GROUP_SIZE = 5;

    private final FailedEvents failures;
    private final FriendNames names;
    private final HubSpotSettings settings;

    FailuresPage(FailedEvents failures, FriendNames names, HubSpotSettings settings) {
        this.failures = failures;
        this.names = names;
        this.settings = settings;
    }

    @ModelAttribute("filter")
    FailureFilter filter(
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String connection,
            @ModelAttribute("layout") Layout layout) {
        return FailureFilter.of(reason, connection, layout);
    }

    /**
     * The list, or a part of it.
     *
     * @param below only rows whose newest failure has a smaller number
     * @param htmx whether a script of the page asks, which replaces a part of the page
     */
    @GetMapping
    String page(
            @ModelAttribute(name = "filter", binding = false) FailureFilter filter,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long below,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            @ModelAttribute("layout") Layout layout,
            Model model) {
        var counts = failures.counts(filter.ids());
        var reasons = filter.reason().map(chosen -> List.of(chosen.name())).orElse(List.copyOf(counts.keySet()));
        var size = reasons.size() > 1 ? GROUP_SIZE : PAGE_SIZE;
        var rows = failures.friends(filter.ids(), reasons, below, size + 1).stream()
                .map(friend -> FailureView.of(friend, layout, settings))
                .collect(groupingBy(FailureView::reason));
        var groups = reasons.stream()
                .filter(rows::containsKey)
                .map(reason -> FailureGroup.of(
                        reason, counts.getOrDefault(reason, 0L), rows.getOrDefault(reason, List.of()), size))
                .toList();
        model.addAttribute("groups", groups);
        model.addAttribute(
                "asked",
                groups.stream()
                        .flatMap(group -> group.rows().stream())
                        .map(FailureView::id)
                        .toList());
        model.addAttribute("several", reasons.size() > 1);
        if (htmx) {
            model.addAttribute(
                    "group", groups.isEmpty() ? new FailureGroup(filter.code(), 0, List.of(), 0) : groups.getFirst());
            return "console/failures :: items";
        }
        model.addAttribute("counts", counts);
        model.addAttribute(
                "total", counts.values().stream().mapToLong(Long::longValue).sum());
        return "console/failures";
    }

    /** The names of those that rows are about, which the page asks for when it is there. */
    @GetMapping("/names")
    String names(
            @ModelAttribute(name = "filter", binding = false) FailureFilter filter,
            @RequestParam(defaultValue = "") List<Long> id,
            Model model) {
        var asked = failures.find(
                filter.ids(), id.stream().limit(HubSpotClient.BATCH).toList());
        Map<Long, String> found = names.of(asked);
        model.addAttribute("names", found);
        model.addAttribute(
                "unknown",
                asked.stream()
                        .map(FailedEvent::id)
                        .filter(each -> !found.containsKey(each))
                        .toList());
        return "console/failures-names";
    }
}
