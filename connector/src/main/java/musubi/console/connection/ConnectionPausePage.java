package musubi.console.connection;

import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.console.layout.ConsolePage;
import musubi.user.AuditLog;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Pauses a connection after a confirmation, and resumes it. */
@ConsolePage
class ConnectionPausePage {

    private final Connections connections;
    private final AuditLog audit;

    ConnectionPausePage(Connections connections, AuditLog audit) {
        this.connections = connections;
        this.audit = audit;
    }

    @GetMapping("/connections/{id}/pause")
    String ask(@PathVariable UUID id, Model model) {
        model.addAttribute("it", known(id));
        return "console/connection-pause";
    }

    @PostMapping("/connections/{id}/pause")
    String pause(@PathVariable UUID id, RedirectAttributes flash) {
        var connection = known(id);
        if (connections.pause(id)) {
            audit.record("connection.paused", connection.name(), "");
        }
        flash.addFlashAttribute("did", "connection.did.paused");
        return "redirect:/connections/" + id;
    }

    @PostMapping("/connections/{id}/resume")
    String resume(@PathVariable UUID id, RedirectAttributes flash) {
        var connection = known(id);
        if (connections.resume(id)) {
            audit.record("connection.resumed", connection.name(), "");
        }
        flash.addFlashAttribute("did", "connection.did.resumed");
        return "redirect:/connections/" + id;
    }

    private Connection known(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }
}
