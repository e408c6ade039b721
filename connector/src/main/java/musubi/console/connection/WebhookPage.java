package musubi.console.connection;

import java.util.Locale;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.ProblemCode;
import musubi.connection.UnknownConnectionException;
import musubi.console.layout.ConsolePage;
import musubi.user.AuditLog;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Whether LINE's webhooks reach us: the last step of connecting, and a help when nothing arrives any more. */
@ConsolePage
class WebhookPage {

    private final Connections connections;
    private final Notices notices;
    private final WebhookCheck check;
    private final AuditLog audit;

    WebhookPage(Connections connections, Notices notices, WebhookCheck check, AuditLog audit) {
        this.connections = connections;
        this.notices = notices;
        this.check = check;
        this.audit = audit;
    }

    @GetMapping("/connections/{id}/webhook")
    String show(@PathVariable UUID id, Locale locale, Model model) {
        var connection = known(id);
        model.addAttribute("it", connection);
        model.addAttribute("url", connections.webhookUrl(id).toString());
        model.addAttribute(
                "set",
                !connection.has(ProblemCode.WEBHOOK_NOT_SET)
                        && !connection.has(ProblemCode.WEBHOOK_TAKEN)
                        && !connection.has(ProblemCode.WEBHOOK_GONE));
        model.addAttribute("active", !connection.has(ProblemCode.WEBHOOK_OFF));
        model.addAttribute("notices", notices.of(connection, locale));
        return "console/webhook";
    }

    /** Sets the webhook URL again, reads whether webhooks are switched on, and has LINE send a test. */
    @PostMapping("/connections/{id}/webhook")
    String test(@PathVariable UUID id, RedirectAttributes flash) {
        var connection = known(id);
        connections.registerWebhook(id);
        flash.addFlashAttribute("tested", check.run(id));
        audit.record("connection.webhook", connection.name(), "");
        return "redirect:/connections/" + id + "/webhook";
    }

    private Connection known(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }
}
