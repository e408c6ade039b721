package musubi.console.connection;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.ConnectionChange;
import musubi.connection.Connections;
import musubi.connection.LineAccount;
import musubi.connection.OptionsChange;
import musubi.connection.UnknownConnectionException;
import musubi.console.connection.ConnectionTabs.Tab;
import musubi.console.layout.ConsolePage;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Changes how friends of a connection stop messages. What is refused stays as it was entered. */
@ConsolePage
class OptOutChange {

    private final Connections connections;
    private final ConnectionTabs tabs;
    private final AuditLog audit;

    OptOutChange(Connections connections, ConnectionTabs tabs, AuditLog audit) {
        this.connections = connections;
        this.tabs = tabs;
        this.audit = audit;
    }

    @PostMapping("/connections/{id}/opt-out")
    String optOut(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String outWords,
            @RequestParam(defaultValue = "") String inWords,
            @RequestParam(defaultValue = "") String outAnswer,
            @RequestParam(defaultValue = "") String inAnswer,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        var connection = connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
        var form = new OptOutForm(outWords, inWords, outAnswer, inAnswer);
        var refused = form.refused();
        if (!refused.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("optOut", form);
            model.addAttribute("optOutRefused", refused);
            return tabs.page(Tab.OPTIONS, id, Refusals.NONE, model);
        }
        connections.change(
                id,
                new ConnectionChange(
                        Optional.empty(),
                        LineAccount.NONE,
                        Optional.empty(),
                        OptionsChange.to(form.change(connection.options().optOut()))));
        audit.record("connection.optOut", connection.name(), "");
        flash.addFlashAttribute("did", "connection.did.optOut");
        return "redirect:/connections/" + id + "/options";
    }
}
