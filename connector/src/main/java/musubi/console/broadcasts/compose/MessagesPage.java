package musubi.console.broadcasts.compose;

import java.util.List;
import java.util.UUID;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.content.SavedMessages;
import musubi.content.SavedMessages.Place;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The saved messages of a connection. */
@ConsolePage
@RequestMapping("/connections/{id}/messages")
class MessagesPage {

    private static final int PAGE = 50;

    private final Composer composer;
    private final SavedMessages messages;
    private final AuditLog audit;

    MessagesPage(Composer composer, SavedMessages messages, AuditLog audit) {
        this.composer = composer;
        this.messages = messages;
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

    @PostMapping("/{messageId}/delete")
    String delete(@PathVariable UUID id, @PathVariable UUID messageId, RedirectAttributes flash) {
        var message = composer.message(id, messageId.toString())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (messages.delete(messageId)) {
            audit.record("message.deleted", message.name(), messageId.toString());
        }
        flash.addFlashAttribute("did", "compose.did.deleted");
        flash.addFlashAttribute("didWith", message.name());
        return "redirect:/connections/" + id + "/messages";
    }
}
