package musubi.console.connection;

import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.console.layout.ConsolePage;
import musubi.inbox.EventQueue;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Deletes a connection, after the person has typed its name. */
@ConsolePage
class ConnectionDeletePage {

    private final Connections connections;
    private final EventQueue inbox;
    private final AuditLog audit;

    ConnectionDeletePage(Connections connections, EventQueue inbox, AuditLog audit) {
        this.connections = connections;
        this.inbox = inbox;
        this.audit = audit;
    }

    @GetMapping("/connections/{id}/delete")
    String ask(@PathVariable UUID id, Model model) {
        return page(known(id), "", model);
    }

    @PostMapping("/connections/{id}/delete")
    String delete(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String name,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        var connection = known(id);
        if (!name.strip().equals(connection.name().strip())) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(connection, "connection.delete.other", model);
        }
        connections.delete(id);
        audit.record("connection.delete", connection.name(), "");
        flash.addFlashAttribute("did", "connection.did.delete");
        flash.addFlashAttribute("didWith", connection.name());
        return "redirect:/";
    }

    private String page(Connection connection, String refused, Model model) {
        var backlog = inbox.backlog(connection.id());
        model.addAttribute("it", connection);
        model.addAttribute("waiting", backlog.pending());
        model.addAttribute("failures", backlog.failed());
        model.addAttribute("refused", refused);
        return "console/connection-delete";
    }

    private Connection known(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }
}
