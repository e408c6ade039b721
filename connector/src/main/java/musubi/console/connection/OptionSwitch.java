package musubi.console.connection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.ConnectionChange;
import musubi.connection.Connections;
import musubi.connection.LineAccount;
import musubi.connection.UnknownConnectionException;
import musubi.console.connection.ConnectionTabs.Choice;
import musubi.console.layout.ConsolePage;
import musubi.user.AuditLog;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Switches one option of a connection, in its place, and says which. */
@ConsolePage
class OptionSwitch {

    private final Connections connections;
    private final MessageSource messages;
    private final AuditLog audit;

    OptionSwitch(Connections connections, MessageSource messages, AuditLog audit) {
        this.connections = connections;
        this.messages = messages;
        this.audit = audit;
    }

    @PostMapping("/connections/{id}/options")
    String option(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String option,
            @RequestParam(defaultValue = "false") boolean on,
            @RequestHeader(name = "HX-Request", required = false) Optional<String> byScript,
            Locale locale,
            Model model,
            RedirectAttributes flash) {
        var chosen = Arrays.stream(ConnectionOption.values())
                .filter(each -> each.code().equals(option))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        var connection = connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
        connections.change(
                id, new ConnectionChange(Optional.empty(), LineAccount.NONE, Optional.empty(), chosen.to(on)));
        audit.record("connection.option", connection.name(), option + (on ? ": on" : ": off"));
        var did = on ? "connection.did.optionOn" : "connection.did.optionOff";
        var title = messages.getMessage("connection.option." + option + ".title", null, locale);
        if (byScript.isEmpty()) {
            flash.addFlashAttribute("did", did);
            flash.addFlashAttribute("didWith", title);
            return "redirect:/connections/" + id + "/options";
        }
        model.addAttribute("it", connection);
        model.addAttribute("choice", new Choice(option, on));
        model.addAttribute("did", did);
        model.addAttribute("didWith", title);
        return "console/connection-options :: switched";
    }
}
