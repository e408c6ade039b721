package musubi.console.broadcasts.compose;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import musubi.broadcast.Broadcast;
import musubi.broadcast.BroadcastRefusedException;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.BroadcastStateException;
import musubi.broadcast.Broadcasts;
import musubi.console.broadcasts.compose.Composer.Work;
import musubi.console.layout.ConsolePage;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Writes a broadcast: what it says, whom it is for, when it is sent. */
@ConsolePage
class BroadcastComposePage {

    private final Composer composer;
    private final BroadcastDraft drafts;
    private final Broadcasts broadcasts;
    private final Troubles troubles;
    private final AuditLog audit;

    BroadcastComposePage(
            Composer composer, BroadcastDraft drafts, Broadcasts broadcasts, Troubles troubles, AuditLog audit) {
        this.composer = composer;
        this.drafts = drafts;
        this.broadcasts = broadcasts;
        this.troubles = troubles;
        this.audit = audit;
    }

    private Work newWork(UUID id) {
        return new Work(composer.connection(id), "/connections/" + id + "/broadcasts/new", true, false);
    }

    private Work oldWork(Broadcast broadcast) {
        return new Work(
                composer.connection(broadcast.connectionId()), "/broadcasts/" + broadcast.id() + "/edit", true, true);
    }

    /**
     * An empty form.
     *
     * @param message id of a saved one that it begins with; empty: none
     * @param of id of a broadcast of the same connection whose title, message and audience it begins with; empty: none
     */
    @GetMapping("/connections/{id}/broadcasts/new")
    String begin(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String message,
            @RequestParam(defaultValue = "") String of,
            Model model) {
        var work = newWork(id);
        var form = broadcast(of)
                .filter(found -> found.connectionId().equals(id))
                .map(found -> drafts.form(work.connection(), found))
                .map(copied -> copied.with(copied.audience().withoutTime()))
                .orElseGet(ComposeForm::empty);
        composer.use(work, form, message);
        return composer.open(work, form, model);
    }

    private Optional<Broadcast> broadcast(String id) {
        try {
            return id.isEmpty() ? Optional.empty() : broadcasts.find(UUID.fromString(id));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Changes the form as a button of it says, or keeps a draft. */
    @PostMapping("/connections/{id}/broadcasts/new")
    String write(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "check") String act,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        return composer.posted(
                newWork(id),
                new Posted(act, htmx, request, response, model, flash),
                (work, form, posted) -> keep(work, form, Optional.empty(), posted));
    }

    /** The form of a draft. */
    @GetMapping("/broadcasts/{broadcastId}/edit")
    String edit(@PathVariable UUID broadcastId, Model model, RedirectAttributes flash) {
        var broadcast = known(broadcastId);
        if (broadcast.state() != BroadcastState.DRAFT) {
            return tooLate(broadcastId, flash);
        }
        var work = oldWork(broadcast);
        return composer.open(work, drafts.form(work.connection(), broadcast), model);
    }

    /** Changes the form as a button of it says, or the draft. */
    @PostMapping("/broadcasts/{broadcastId}/edit")
    String change(
            @PathVariable UUID broadcastId,
            @RequestParam(defaultValue = "check") String act,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        var old = known(broadcastId);
        return composer.posted(
                oldWork(old),
                new Posted(act, htmx, request, response, model, flash),
                (work, form, posted) -> keep(work, form, Optional.of(old), posted));
    }

    private Broadcast known(UUID id) {
        return broadcasts.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String tooLate(UUID id, RedirectAttributes flash) {
        flash.addFlashAttribute("failed", "compose.failed.state");
        return "redirect:/broadcasts/" + id;
    }

    private Optional<String> keep(Work work, ComposeForm form, Optional<Broadcast> old, Posted posted) {
        var broadcast = drafts.of(work.connection(), form);
        if (form.isWrong()) {
            return Optional.empty();
        }
        try {
            var kept = old.isPresent()
                    ? broadcasts.change(old.get().id(), broadcast)
                    : broadcasts.create(work.connection().id(), broadcast);
            audit.record(
                    old.isPresent() ? "broadcast.changed" : "broadcast.made",
                    kept.title(),
                    kept.id().toString());
            posted.flash().addFlashAttribute("did", "compose.did.saved");
            return Optional.of(
                    "redirect:/broadcasts/" + kept.id() + (posted.act().equals("test") ? "/test" : ""));
        } catch (BroadcastRefusedException refused) {
            troubles.ofBroadcast(form, refused.problems());
            return Optional.empty();
        } catch (BroadcastStateException tooLate) {
            return old.map(draft -> tooLate(draft.id(), posted.flash()));
        }
    }
}
