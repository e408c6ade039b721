package musubi.console.broadcasts.compose;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.console.broadcasts.compose.Composer.Work;
import musubi.console.layout.ConsolePage;
import musubi.content.SavedMessage;
import musubi.content.SavedMessageRefusedException;
import musubi.content.SavedMessages;
import musubi.content.SavedMessages.Saved;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Writes a saved message. */
@ConsolePage
@RequestMapping("/connections/{id}/messages")
class MessageComposePage {

    private final Composer composer;
    private final SavedMessages messages;
    private final Troubles troubles;
    private final AuditLog audit;

    MessageComposePage(Composer composer, SavedMessages messages, Troubles troubles, AuditLog audit) {
        this.composer = composer;
        this.messages = messages;
        this.troubles = troubles;
        this.audit = audit;
    }

    private Work newWork(UUID id) {
        return new Work(composer.connection(id), "/connections/" + id + "/messages/new", false, false);
    }

    private Work oldWork(SavedMessage message) {
        return new Work(
                composer.connection(message.connectionId()),
                "/connections/%s/messages/%s".formatted(message.connectionId(), message.id()),
                false,
                true);
    }

    /** @param of id of a message that it begins with; empty: none */
    @GetMapping("/new")
    String begin(@PathVariable UUID id, @RequestParam(defaultValue = "") String of, Model model) {
        var work = newWork(id);
        var form = ComposeForm.empty();
        composer.use(work, form, of);
        return composer.open(work, form, model);
    }

    /** Changes the form as a button of it says, or saves. */
    @PostMapping("/new")
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

    @GetMapping("/{messageId}")
    String edit(@PathVariable UUID id, @PathVariable UUID messageId, Model model) {
        var message = known(id, messageId);
        var form = new ComposeForm(MessageForm.form(message.content()), AudienceForm.empty());
        form.tree().put("name", message.name());
        return composer.open(oldWork(message), form, model);
    }

    /** Changes the form as a button of it says, or the message. */
    @PostMapping("/{messageId}")
    String change(
            @PathVariable UUID id,
            @PathVariable UUID messageId,
            @RequestParam(defaultValue = "check") String act,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        return composer.posted(
                oldWork(known(id, messageId)),
                new Posted(act, htmx, request, response, model, flash),
                (work, form, posted) -> keep(work, form, Optional.of(messageId), posted));
    }

    private SavedMessage known(UUID id, UUID messageId) {
        return composer.message(id, messageId.toString())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Optional<String> keep(Work work, ComposeForm form, Optional<UUID> old, Posted posted) {
        var written = form.written();
        var id = work.connection().id();
        if (!written.lines().isEmpty()) {
            troubles.ofMessage(form, written, List.of());
            return Optional.empty();
        }
        try {
            var name = form.value("name");
            var kept = old.map(messageId -> messages.replace(messageId, name, written.content()))
                    .orElseGet(() -> Optional.of(messages.save(id, name, written.content())))
                    .map(Saved::message)
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
            audit.record(
                    old.isPresent() ? "message.replaced" : "message.saved",
                    kept.name(),
                    kept.id().toString());
            posted.flash().addFlashAttribute("did", "compose.did.library");
            posted.flash().addFlashAttribute("didWith", kept.name());
            return Optional.of("redirect:/connections/" + id + "/messages");
        } catch (SavedMessageRefusedException refused) {
            troubles.ofMessage(form, written, refused.problems());
            return Optional.empty();
        }
    }
}
