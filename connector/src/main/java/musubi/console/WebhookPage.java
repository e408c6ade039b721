package musubi.console;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Locale;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.ProblemCode;
import musubi.connection.UnknownConnectionException;
import musubi.line.LineException;
import musubi.line.LineFailure.Kind;
import musubi.user.AuditLog;
import org.springframework.context.MessageSource;
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
    private final Notices notices;
    private final AuditLog audit;
    private final MessageSource messages;

    WebhookPage(Connections connections, Notices notices, AuditLog audit, MessageSource messages) {
        this.notices = notices;
        this.connections = connections;
        this.audit = audit;
        this.messages = messages;
    }

    /**
     * What came of a test.
     *
     * @param reason code of the words
     * @param words LINE's own
     */
    record Tested(boolean reached, String reason, String words) {}

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
                    messages.getMessage(e.failure().text(), Locale.ENGLISH));
        }
    }

    private Connection known(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }
}
