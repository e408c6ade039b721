package musubi.console.failures;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.hubspot.HubSpotSettings;
import musubi.inbox.FailedEvents;
import musubi.sync.Reason;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Events that could not be applied, of all connections that the person may see. */
@ConsolePage
@RequestMapping("/failures")
class FailuresPage {

    private static final int PAGE_SIZE = 50;

    private final FailedEvents failures;
    private final HubSpotSettings settings;
    private final AuditLog audit;

    FailuresPage(FailedEvents failures, HubSpotSettings settings, AuditLog audit) {
        this.failures = failures;
        this.settings = settings;
        this.audit = audit;
    }

    /**
     * The filter of the list. Its parameter {@code connection} is also the one of the connection switcher.
     *
     * @param reason empty: all
     * @param connection empty: all
     */
    record Filter(Optional<Reason> reason, Optional<Connection> connection, List<Connection> visible) {

        static Filter of(String reason, String connection, Layout layout) {
            return new Filter(
                    Arrays.stream(Reason.values())
                            .filter(each -> each.name().equals(reason))
                            .findFirst(),
                    layout.connections().stream()
                            .filter(each -> each.id().toString().equals(connection))
                            .findFirst(),
                    layout.connections());
        }

        List<UUID> ids() {
            return connection.map(List::of).orElse(visible).stream()
                    .map(Connection::id)
                    .toList();
        }

        public String code() {
            return reason.map(Enum::name).orElse("");
        }

        /** The address of an action such as {@code /retry} with this filter; empty: the page itself. */
        public String address(String below) {
            return address(below, code(), connection.map(Connection::id));
        }

        /** The page with another reason; empty: all. */
        public String ofReason(String other) {
            return address("", other, connection.map(Connection::id));
        }

        /** The page with another connection. */
        public String ofConnection(UUID other) {
            return address("", code(), Optional.of(other));
        }

        public String ofAllConnections() {
            return address("", code(), Optional.empty());
        }

        /** The part of the list after that failure. */
        public String below(long id) {
            return UriComponentsBuilder.fromUriString(address(""))
                    .queryParam("below", id)
                    .build()
                    .toString();
        }

        public boolean narrowed() {
            return reason.isPresent() || connection.isPresent();
        }

        private static String address(String below, String reason, Optional<UUID> connection) {
            return UriComponentsBuilder.fromPath("/failures" + below)
                    .queryParamIfPresent("reason", Optional.of(reason).filter(code -> !code.isEmpty()))
                    .queryParamIfPresent("connection", connection)
                    .build()
                    .toString();
        }
    }

    @ModelAttribute("filter")
    Filter filter(
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String connection,
            @ModelAttribute("layout") Layout layout) {
        return Filter.of(reason, connection, layout);
    }

    /**
     * The list, or a part of it.
     *
     * @param below only failures with a smaller number
     * @param htmx whether a script of the page asks, which replaces a part of the page
     */
    @GetMapping
    String page(
            @ModelAttribute(name = "filter", binding = false) Filter filter,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long below,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            @ModelAttribute("layout") Layout layout,
            Model model) {
        var found = failures.page(filter.ids(), filter.code(), below, PAGE_SIZE + 1);
        model.addAttribute(
                "failures",
                found.stream()
                        .limit(PAGE_SIZE)
                        .map(failure -> FailureView.of(failure, layout, settings))
                        .toList());
        model.addAttribute(
                "next", found.size() > PAGE_SIZE ? found.get(PAGE_SIZE - 1).id() : 0);
        if (htmx) {
            return "console/failures :: items";
        }
        var counts = failures.counts(filter.ids());
        model.addAttribute("counts", counts);
        model.addAttribute(
                "total", counts.values().stream().mapToLong(Long::longValue).sum());
        model.addAttribute("ofReason", counts.getOrDefault(filter.code(), 0L));
        return "console/failures";
    }

    @PostMapping("/{failure}/retry")
    String retry(
            @PathVariable long failure,
            @ModelAttribute(name = "filter", binding = false) Filter filter,
            RedirectAttributes redirect) {
        var connection = failures.retry(failure);
        connection.ifPresent(each -> audit.record("failure.retried", each.toString(), ""));
        connection.ifPresentOrElse(
                each -> redirect.addFlashAttribute("did", "failures.retried.one"),
                () -> redirect.addFlashAttribute("failed", "failures.gone"));
        return back(filter);
    }

    @PostMapping("/{failure}/delete")
    String delete(
            @PathVariable long failure,
            @ModelAttribute(name = "filter", binding = false) Filter filter,
            RedirectAttributes redirect) {
        var connection = failures.connectionOf(failure).filter(ignored -> failures.delete(failure));
        connection.ifPresent(each -> audit.record("failure.deleted", each.toString(), ""));
        connection.ifPresentOrElse(
                each -> redirect.addFlashAttribute("did", "failures.deleted"),
                () -> redirect.addFlashAttribute("failed", "failures.gone"));
        return back(filter);
    }

    /** Retries all of a reason, in the chosen connection or in all that the person may see. */
    @PostMapping("/retry")
    String retryAll(@ModelAttribute(name = "filter", binding = false) Filter filter, RedirectAttributes redirect) {
        if (filter.reason().isEmpty()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        var retried = failures.retryAll(filter.ids(), filter.code());
        audit.record(
                "failure.retried",
                filter.connection().map(each -> each.id().toString()).orElse(""),
                filter.code() + " " + retried);
        redirect.addFlashAttribute("did", "failures.retried.all");
        redirect.addFlashAttribute("didWith", retried);
        return back(filter);
    }

    private static String back(Filter filter) {
        return "redirect:" + filter.address("");
    }
}
