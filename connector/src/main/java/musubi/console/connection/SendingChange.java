package musubi.console.connection;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.ConnectionChange;
import musubi.connection.Connections;
import musubi.connection.LineAccount;
import musubi.connection.OptionsChange;
import musubi.connection.UnknownConnectionException;
import musubi.connection.sending.SendingOptions.NoteOnContact;
import musubi.connection.sending.SendingOptions.UpdateContacts;
import musubi.console.connection.ConnectionTabs.Tab;
import musubi.console.layout.ConsolePage;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Changes what broadcasts of a connection have to look at. What is refused stays as it was entered. */
@ConsolePage
class SendingChange {

    private final Connections connections;
    private final ConnectionTabs tabs;
    private final AuditLog audit;

    SendingChange(Connections connections, ConnectionTabs tabs, AuditLog audit) {
        this.connections = connections;
        this.tabs = tabs;
        this.audit = audit;
    }

    @PostMapping("/connections/{id}/sending")
    String sending(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String quietFrom,
            @RequestParam(defaultValue = "") String quietTo,
            @RequestParam(defaultValue = "") String quotaReserve,
            @RequestParam(defaultValue = "") String pricePerMessage,
            @RequestParam(defaultValue = "ALL") UpdateContacts updateContacts,
            @RequestParam(defaultValue = "NONE") NoteOnContact noteOnContact,
            @RequestParam(defaultValue = "") String utmSource,
            @RequestParam(defaultValue = "") String utmMedium,
            @RequestParam(defaultValue = "") String utmCampaign,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        var connection = connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
        var form = new SendingForm(
                quietFrom,
                quietTo,
                quotaReserve,
                pricePerMessage,
                updateContacts,
                noteOnContact,
                utmSource,
                utmMedium,
                utmCampaign);
        var refused = form.refused();
        if (!refused.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("sending", form);
            model.addAttribute("sendingRefused", refused);
            return tabs.page(Tab.OPTIONS, id, Refusals.NONE, model);
        }
        connections.change(
                id,
                new ConnectionChange(
                        Optional.empty(), LineAccount.NONE, Optional.empty(), OptionsChange.to(form.options())));
        audit.record("connection.sending", connection.name(), "");
        flash.addFlashAttribute("did", "connection.did.sending");
        return "redirect:/connections/" + id + "/options";
    }
}
