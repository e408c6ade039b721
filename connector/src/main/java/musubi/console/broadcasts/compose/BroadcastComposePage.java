package musubi.console.broadcasts.compose;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.broadcast.Broadcast;
import musubi.broadcast.BroadcastContent;
import musubi.broadcast.BroadcastProblem;
import musubi.broadcast.BroadcastRefusedException;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.BroadcastStateException;
import musubi.broadcast.Broadcasts;
import musubi.broadcast.NewBroadcast;
import musubi.broadcast.Tracking;
import musubi.broadcast.UnknownBroadcastException;
import musubi.console.broadcasts.compose.Composer.Work;
import musubi.console.layout.ConsolePage;
import musubi.content.MessageCheck;
import musubi.content.SavedMessageRefusedException;
import musubi.content.SavedMessages;
import musubi.user.AuditLog;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Writes a broadcast: what it says, whom it is for, when it is sent. */
@ConsolePage
class BroadcastComposePage {

    private final Composer composer;
    private final Broadcasts broadcasts;
    private final MessageCheck check;
    private final SavedMessages saved;
    private final Troubles troubles;
    private final AuditLog audit;
    private final Clock clock;

    BroadcastComposePage(
            Composer composer,
            Broadcasts broadcasts,
            MessageCheck check,
            SavedMessages saved,
            Troubles troubles,
            AuditLog audit,
            Clock clock) {
        this.composer = composer;
        this.broadcasts = broadcasts;
        this.check = check;
        this.saved = saved;
        this.troubles = troubles;
        this.audit = audit;
        this.clock = clock;
    }

    private Work newWork(UUID id) {
        return new Work(composer.connection(id), "/connections/" + id + "/broadcasts/new", true, false, false);
    }

    private Work oldWork(Broadcast broadcast) {
        return new Work(
                composer.connection(broadcast.connectionId()),
                "/broadcasts/" + broadcast.id() + "/edit",
                true,
                true,
                !broadcast.content().variants().isEmpty());
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
                .map(found -> form(work, found))
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

    private ComposeForm form(Work work, Broadcast broadcast) {
        var form = new ComposeForm(
                FormTree.of(Map.of("title", new String[] {broadcast.title()})),
                AudienceForm.of(broadcast, work.connection().timeZone()));
        broadcast.content().message().ifPresent(content -> form.use(MessageForm.form(content)));
        broadcast.content().messageId().ifPresent(messageId -> composer.use(work, form, messageId.toString()));
        return form;
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
        var work = newWork(id);
        var form = ComposeForm.of(request.getParameterMap());
        if (!act.equals("save")) {
            return changed(work, form, act, htmx, request, response, model);
        }
        var broadcast = broadcast(work, form, Optional.empty());
        if (!form.isWrong()) {
            try {
                var made = broadcasts.create(id, broadcast);
                audit.record("broadcast.made", made.title(), made.id().toString());
                flash.addFlashAttribute("did", "compose.did.saved");
                return "redirect:/broadcasts/" + made.id();
            } catch (BroadcastRefusedException refused) {
                troubles.ofBroadcast(form, refused.problems());
            }
        }
        return composer.refused(work, form, model, response);
    }

    /** The form of a draft. */
    @GetMapping("/broadcasts/{broadcastId}/edit")
    String edit(@PathVariable UUID broadcastId, Model model, RedirectAttributes flash) {
        var broadcast = known(broadcastId);
        if (broadcast.state() != BroadcastState.DRAFT) {
            flash.addFlashAttribute("failed", "compose.failed.state");
            return "redirect:/broadcasts/" + broadcastId;
        }
        var work = oldWork(broadcast);
        return composer.open(work, form(work, broadcast), model);
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
        var work = oldWork(old);
        var form = ComposeForm.of(request.getParameterMap());
        if (!act.equals("save")) {
            return changed(work, form, act, htmx, request, response, model);
        }
        var broadcast = broadcast(work, form, Optional.of(old));
        if (!form.isWrong()) {
            try {
                broadcasts.change(broadcastId, broadcast);
                audit.record("broadcast.changed", broadcast.title(), broadcastId.toString());
                flash.addFlashAttribute("did", "compose.did.saved");
                return "redirect:/broadcasts/" + broadcastId;
            } catch (BroadcastRefusedException refused) {
                troubles.ofBroadcast(form, refused.problems());
            } catch (BroadcastStateException tooLate) {
                flash.addFlashAttribute("failed", "compose.failed.state");
                return "redirect:/broadcasts/" + broadcastId;
            }
        }
        return composer.refused(work, form, model, response);
    }

    private Broadcast known(UUID id) {
        return broadcasts.find(id).orElseThrow(() -> new UnknownBroadcastException(id));
    }

    private String changed(
            Work work,
            ComposeForm form,
            String sent,
            boolean htmx,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var act = FormAct.of(sent);
        if (act.what().equals("use")) {
            composer.use(work, form, request.getParameter("saved") + "");
        }
        return act.what().equals("library")
                ? toLibrary(work, form, model, response)
                : composer.changed(work, form, act, htmx, model, response);
    }

    private String toLibrary(Work work, ComposeForm form, Model model, HttpServletResponse response) {
        var written = form.written();
        try {
            if (written.lines().isEmpty()) {
                var name = form.value("libraryName");
                var made = saved.save(work.connection().id(), name, written.content());
                audit.record(
                        "message.saved",
                        made.message().name(),
                        made.message().id().toString());
                model.addAttribute("did", "compose.did.library");
                model.addAttribute("didWith", made.message().name());
                return composer.again(work, form, model);
            }
            troubles.ofMessage(form, written, List.of());
        } catch (SavedMessageRefusedException refused) {
            troubles.ofMessage(form, written, refused.problems());
        }
        return composer.refused(work, form, model, response);
    }

    /** What the form says; the form is told what is wrong with it. */
    private NewBroadcast broadcast(Work work, ComposeForm form, Optional<Broadcast> old) {
        var title = form.value("title").strip();
        var audience = form.audience().audience();
        var problems = new ArrayList<BroadcastProblem>();
        if (title.isEmpty()) {
            problems.add(BroadcastProblem.of("title", BroadcastProblem.Code.TITLE_MISSING));
        }
        troubles.ofBroadcast(form, problems);
        var content = old.map(Broadcast::content).filter(_ -> work.variants()).orElseGet(() -> message(work, form));
        if (!audience.allFriends() && audience.lists().isEmpty()) {
            troubles.ofBroadcast(
                    form, List.of(BroadcastProblem.of("audience.lists", BroadcastProblem.Code.AUDIENCE_MISSING)));
        }
        var at = form.audience().instant(work.connection().timeZone());
        if (form.audience().atTime() && at.isEmpty()) {
            troubles.ofTime(form);
        } else if (at.filter(instant -> instant.isBefore(clock.instant())).isPresent()) {
            troubles.ofBroadcast(form, List.of(BroadcastProblem.of("at", BroadcastProblem.Code.AT_PASSED)));
        }
        return new NewBroadcast(
                title, content, audience, old.map(Broadcast::tracking).orElse(Tracking.PERSON), at);
    }

    private BroadcastContent message(Work work, ComposeForm form) {
        var written = form.written();
        troubles.ofMessage(
                form,
                written,
                check.check(work.connection().id(), written.content()).problems());
        return new BroadcastContent(Optional.of(written.content()), Optional.empty(), List.of());
    }
}
