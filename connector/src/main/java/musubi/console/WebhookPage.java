package musubi.console;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.line.LineException;
import musubi.line.LineFailure.Kind;
import musubi.user.AuditLog;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Do LINE's webhooks reach us? The last step of connecting, and where to look when nothing comes any more. */
@Hidden
@Controller
class WebhookPage {

    private final Connections connections;
    private final AuditLog audit;

    WebhookPage(Connections connections, AuditLog audit) {
        this.connections = connections;
        this.audit = audit;
    }

    /**
     * What came of a test.
     *
     * @param reason code of the words
     * @param words LINE's own
     */
    record Tested(boolean reached, String reason, String words) {}

    @GetMapping("/connections/{id}/webhook")
    String show(@PathVariable UUID id, Model model) {
        var connection = known(id);
        model.addAttribute("it", connection);
        model.addAttribute("url", connections.webhookUrl(id).toString());
        model.addAttribute(
                "set",
                !Notices.has(connection, Notices.WEBHOOK_NOT_SET) && !Notices.has(connection, Notices.WEBHOOK_TAKEN));
        model.addAttribute("active", !Notices.has(connection, Notices.WEBHOOK_OFF));
        model.addAttribute("notices", Notices.of(connection));
        return "console/webhook";
    }

    /** Sets the address once more, looks at the switch, and has LINE try. */
    @PostMapping("/connections/{id}/webhook")
    String test(@PathVariable UUID id, RedirectAttributes flash) {
        var connection = known(id);
        connections.registerWebhook(id);
        flash.addFlashAttribute("tested", tested(id));
        audit.record("connection.webhook", connection.name(), "");
        return "redirect:/connections/" + id + "/webhook";
    }

    Tested tested(UUID id) {
        try {
            var test = connections.testWebhook(id);
            return new Tested(test.reached(), test.reason(), (test.status() + " " + test.detail()).strip());
        } catch (LineException e) {
            return new Tested(
                    false,
                    e.kind() == Kind.LIMITED ? "LIMITED" : "NOT_TRIED",
                    e.failure().sentence());
        }
    }

    private Connection known(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }
}
