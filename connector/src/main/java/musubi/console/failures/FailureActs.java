package musubi.console.failures;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.inbox.FailedEvents;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Retries or deletes rows of the list; a row is all events of a friend for one reason. */
@ConsolePage
@RequestMapping("/failures")
class FailureActs {

    /** Rows that can be chosen at once. */
    private static final int MAX_CHOSEN = 500;

    private final FailedEvents failures;
    private final AuditLog audit;

    FailureActs(FailedEvents failures, AuditLog audit) {
        this.failures = failures;
        this.audit = audit;
    }

    @ModelAttribute("filter")
    FailureFilter filter(
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String connection,
            @ModelAttribute("layout") Layout layout) {
        return FailureFilter.of(reason, connection, layout);
    }

    @PostMapping("/{failure}/retry")
    String retry(
            @PathVariable long failure,
            @ModelAttribute(name = "filter", binding = false) FailureFilter filter,
            RedirectAttributes redirect) {
        return retried(failures.retryAlike(filter.ids(), List.of(failure)), filter, redirect);
    }

    @PostMapping("/{failure}/delete")
    String delete(
            @PathVariable long failure,
            @ModelAttribute(name = "filter", binding = false) FailureFilter filter,
            RedirectAttributes redirect) {
        return deleted(failures.deleteAlike(filter.ids(), List.of(failure)), filter, redirect);
    }

    /**
     * Retries or deletes the rows that were chosen.
     *
     * @param id of the newest failure of each
     * @param act {@code retry} or {@code delete}
     */
    @PostMapping("/chosen")
    String chosen(
            @RequestParam(defaultValue = "") List<Long> id,
            @RequestParam String act,
            @ModelAttribute(name = "filter", binding = false) FailureFilter filter,
            RedirectAttributes redirect) {
        if (id.isEmpty()) {
            redirect.addFlashAttribute("failed", "failures.chosen.none");
            return back(filter);
        }
        var some = id.stream().limit(MAX_CHOSEN).toList();
        return switch (act) {
            case "retry" -> retried(failures.retryAlike(filter.ids(), some), filter, redirect);
            case "delete" -> deleted(failures.deleteAlike(filter.ids(), some), filter, redirect);
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
    }

    /** Retries all of a reason, in the chosen connection or in all that the person may see. */
    @PostMapping("/retry")
    String retryAll(
            @ModelAttribute(name = "filter", binding = false) FailureFilter filter, RedirectAttributes redirect) {
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

    private String retried(Map<UUID, Long> retried, FailureFilter filter, RedirectAttributes redirect) {
        retried.forEach((id, events) -> audit.record("failure.retried", id.toString(), String.valueOf(events)));
        return done(retried, "failures.retried.one", "failures.retried.all", filter, redirect);
    }

    private String deleted(Map<UUID, Long> deleted, FailureFilter filter, RedirectAttributes redirect) {
        deleted.forEach((id, events) -> audit.record("failure.deleted", id.toString(), String.valueOf(events)));
        return done(deleted, "failures.deleted", "failures.deleted.all", filter, redirect);
    }

    private static String done(
            Map<UUID, Long> events, String one, String several, FailureFilter filter, RedirectAttributes redirect) {
        var all = events.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            redirect.addFlashAttribute("failed", "failures.gone");
        } else {
            redirect.addFlashAttribute("did", all == 1 ? one : several);
            redirect.addFlashAttribute("didWith", all);
        }
        return back(filter);
    }

    private static String back(FailureFilter filter) {
        return "redirect:" + filter.address("");
    }
}
