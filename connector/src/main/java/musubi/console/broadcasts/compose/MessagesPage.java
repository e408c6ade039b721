package musubi.console.broadcasts.compose;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.console.broadcasts.compose.Composer.Work;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.content.SavedMessage;
import musubi.content.SavedMessageRefusedException;
import musubi.content.SavedMessages;
import musubi.content.SavedMessages.Place;
import musubi.content.SavedMessages.Saved;
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

/** The saved messages of a connection: list, form, deletion. */
@ConsolePage
@RequestMapping("/connections/{id}/messages")
class MessagesPage {

    private static final int PAGE = 50;

    private final Composer composer;
    private final SavedMessages messages;
    private final Troubles troubles;
    private final AuditLog audit;

    MessagesPage(Composer composer, SavedMessages messages, Troubles troubles, AuditLog audit) {
        this.composer = composer;
        this.messages = messages;
        this.troubles = troubles;
        this.audit = audit;
    }

    /** A line of the list. */
    record Line(UUID id, String name, List<String> kinds, String changed) {}

    /** @param after id of the last message of the page before; empty: from the oldest */
    @GetMapping
    String list(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String after,
            @ModelAttribute("layout") Layout layout,
            Model model) {
        var connection = composer.connection(id);
        var place = composer.message(id, after).map(last -> new Place(last.createdAt(), last.id()));
        var found = messages.list(id, place, PAGE + 1);
        var zone = connection.timeZone();
        model.addAttribute("id", id);
        model.addAttribute(
                "lines",
                found.stream()
                        .limit(PAGE)
                        .map(message -> new Line(
                                message.id(),
                                message.name(),
                                message.content()
                                        .path("bubbles")
                                        .valueStream()
                                        .map(bubble -> bubble.path("type").asString(""))
                                        .toList(),
                                layout.moment(message.updatedAt().atZone(zone))))
                        .toList());
        model.addAttribute("next", found.size() > PAGE ? found.get(PAGE - 1).id() : null);
        return "console/messages";
    }

    /** @param of id of a message that it begins with; empty: none */
    @GetMapping("/new")
    String begin(@PathVariable UUID id, @RequestParam(defaultValue = "") String of, Model model) {
        var work = newWork(id);
        var form = ComposeForm.empty();
        composer.use(work, form, of);
        return composer.open(work, form, model);
    }

    private Work newWork(UUID id) {
        return new Work(composer.connection(id), "/connections/" + id + "/messages/new", false, false, false);
    }

    private Work oldWork(SavedMessage message) {
        return new Work(
                composer.connection(message.connectionId()),
                "/connections/%s/messages/%s".formatted(message.connectionId(), message.id()),
                false,
                true,
                false);
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
        var work = newWork(id);
        var form = ComposeForm.of(request.getParameterMap());
        return act.equals("save")
                ? save(work, form, Optional.empty(), response, model, flash)
                : composer.changed(work, form, FormAct.of(act), htmx, model, response);
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
        var work = oldWork(known(id, messageId));
        var form = ComposeForm.of(request.getParameterMap());
        return act.equals("save")
                ? save(work, form, Optional.of(messageId), response, model, flash)
                : composer.changed(work, form, FormAct.of(act), htmx, model, response);
    }

    @PostMapping("/{messageId}/delete")
    String delete(@PathVariable UUID id, @PathVariable UUID messageId, RedirectAttributes flash) {
        var message = known(id, messageId);
        if (messages.delete(messageId)) {
            audit.record("message.deleted", message.name(), messageId.toString());
        }
        flash.addFlashAttribute("did", "compose.did.deleted");
        flash.addFlashAttribute("didWith", message.name());
        return "redirect:/connections/" + id + "/messages";
    }

    private SavedMessage known(UUID id, UUID messageId) {
        return messages.find(messageId)
                .filter(message -> message.connectionId().equals(id))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String save(
            Work work,
            ComposeForm form,
            Optional<UUID> old,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        var written = form.written();
        var id = work.connection().id();
        try {
            if (written.lines().isEmpty()) {
                var name = form.value("name");
                var kept = old.map(messageId -> messages.replace(messageId, name, written.content()))
                        .orElseGet(() -> Optional.of(messages.save(id, name, written.content())))
                        .map(Saved::message)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
                audit.record(
                        old.isPresent() ? "message.replaced" : "message.saved",
                        kept.name(),
                        kept.id().toString());
                flash.addFlashAttribute("did", "compose.did.library");
                flash.addFlashAttribute("didWith", kept.name());
                return "redirect:/connections/" + id + "/messages";
            }
            troubles.ofMessage(form, written, List.of());
        } catch (SavedMessageRefusedException refused) {
            troubles.ofMessage(form, written, refused.problems());
        }
        return composer.refused(work, form, model, response);
    }
}
