package musubi.console.connection;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.ConnectionChange;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.connection.Connections;
import musubi.connection.Installs;
import musubi.connection.LineAccount;
import musubi.connection.OptionsChange;
import musubi.connection.RefusalCode;
import musubi.connection.UnknownConnectionException;
import musubi.console.connection.ConnectionTabs.Tab;
import musubi.console.layout.ConsolePage;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Changes of a connection by an admin, one at a time. A refusal is shown on the same page. */
@ConsolePage
class ConnectionChanges {

    private final Connections connections;
    private final Installs installs;
    private final ConnectionPage state;
    private final ConnectionTabs tabs;
    private final AuditLog audit;

    ConnectionChanges(
            Connections connections, Installs installs, ConnectionPage state, ConnectionTabs tabs, AuditLog audit) {
        this.connections = connections;
        this.installs = installs;
        this.state = state;
        this.tabs = tabs;
        this.audit = audit;
    }

    /** A change of a connection that may be refused. */
    private record Act(UUID id, String action, String detail, Runnable change) {}

    @PostMapping("/connections/{id}/name")
    String name(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String name,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        return change(
                id,
                "connection.name",
                "",
                new ConnectionChange(Optional.of(name), LineAccount.NONE, Optional.empty(), OptionsChange.NONE),
                model,
                flash,
                response);
    }

    @PostMapping("/connections/{id}/login")
    String login(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String loginChannelId,
            @RequestParam(defaultValue = "") String loginChannelSecret,
            @RequestParam(defaultValue = "") String pageAfterLogin,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        var known = known(id).login().channelId();
        model.addAttribute("enteredChannelId", loginChannelId);
        model.addAttribute("enteredPage", pageAfterLogin);
        if (known.isPresent() && loginChannelId.isBlank()) {
            // removing it asks for confirmation, and has a button of its own
            return missing(id, "connection.login", "line.loginChannelId", model, response);
        }
        var line = new LineAccount(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                // unchanged: then the secret need not be entered again
                Optional.of(loginChannelId).filter(entered -> !known.equals(Optional.of(entered.strip()))),
                Optional.of(loginChannelSecret),
                Optional.of(pageAfterLogin));
        return change(id, "connection.login", "", ofLine(line), model, flash, response);
    }

    /** Removes the LINE Login channel: links and QR codes do not work until there is one again. */
    @PostMapping("/connections/{id}/login/remove")
    String withoutLogin(@PathVariable UUID id, Model model, RedirectAttributes flash, HttpServletResponse response) {
        var line = new LineAccount(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(""),
                Optional.empty(),
                Optional.empty());
        return change(id, "connection.loginRemoved", "", ofLine(line), model, flash, response);
    }

    @PostMapping("/connections/{id}/line")
    String line(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String channelId,
            @RequestParam(defaultValue = "") String channelSecret,
            @RequestParam(defaultValue = "") String channelAccessToken,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        model.addAttribute("enteredLineChannelId", channelId);
        var line = new LineAccount(
                Optional.of(channelSecret),
                Optional.of(channelAccessToken),
                Optional.of(channelId),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        if ((channelId + channelSecret + channelAccessToken).isBlank()) {
            return missing(id, "connection.line", "line.channelSecret", model, response);
        }
        return change(id, "connection.line", "", ofLine(line), model, flash, response);
    }

    @PostMapping("/connections/{id}/hubspot")
    String hubspot(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String accessToken,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        if (accessToken.isBlank()) {
            return missing(id, "connection.hubspot", "hubspot.accessToken", model, response);
        }
        return change(
                id,
                "connection.hubspot",
                "",
                new ConnectionChange(Optional.empty(), LineAccount.NONE, Optional.of(accessToken), OptionsChange.NONE),
                model,
                flash,
                response);
    }

    /** Makes a link to install our app, by which the connection then has access. It is shown once. */
    @PostMapping("/connections/{id}/hubspot/install")
    String install(@PathVariable UUID id, RedirectAttributes flash) {
        var connection = known(id);
        if (!installs.isConfigured()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        var link = installs.begin(Optional.of(id));
        flash.addFlashAttribute("installLink", link.url().toString());
        flash.addFlashAttribute("installId", link.id());
        audit.record("connection.installLink", connection.name(), "");
        return "redirect:/connections/" + id + "/hubspot#access";
    }

    @PostMapping("/connections/{id}/repair")
    String repair(@PathVariable UUID id, Model model, RedirectAttributes flash, HttpServletResponse response) {
        return act(new Act(id, "connection.repair", "", () -> connections.repair(id)), model, flash, response);
    }

    /** Runs the daily check now. */
    @PostMapping("/connections/{id}/check")
    String check(@PathVariable UUID id, Model model, RedirectAttributes flash, HttpServletResponse response) {
        return act(new Act(id, "connection.check", "", () -> connections.check(id)), model, flash, response);
    }

    private static ConnectionChange ofLine(LineAccount line) {
        return new ConnectionChange(Optional.empty(), line, Optional.empty(), OptionsChange.NONE);
    }

    private String change(
            UUID id,
            String action,
            String detail,
            ConnectionChange change,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        return act(new Act(id, action, detail, () -> connections.change(id, change)), model, flash, response);
    }

    private String act(Act act, Model model, RedirectAttributes flash, HttpServletResponse response) {
        var connection = known(act.id());
        try {
            act.change().run();
        } catch (ConnectionRefusedException e) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("refusedAction", act.action());
            return page(act.action(), act.id(), Refusals.of(e), model);
        }
        audit.record(act.action(), connection.name(), act.detail());
        flash.addFlashAttribute("did", "connection.did." + act.action().replaceAll(".*\\.", ""));
        return "redirect:/connections/" + act.id()
                + tab(act.action()).map(tab -> "/" + tab.code()).orElse("");
    }

    private String missing(UUID id, String action, String field, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("refusedAction", action);
        return page(action, id, Refusals.of(List.of(new Refusal(Reason.INVALID, field, RefusalCode.REQUIRED))), model);
    }

    /** The page that a change is made on; empty: the state. */
    private static Optional<Tab> tab(String action) {
        return switch (action) {
            case "connection.name" -> Optional.of(Tab.MANAGE);
            case "connection.login", "connection.loginRemoved", "connection.line" -> Optional.of(Tab.LINE);
            case "connection.hubspot", "connection.repair" -> Optional.of(Tab.HUBSPOT);
            default -> Optional.empty();
        };
    }

    private String page(String action, UUID id, Refusals refusals, Model model) {
        return tab(action)
                .map(tab -> tabs.page(tab, id, refusals, model))
                .orElseGet(() -> state.page(id, refusals, model));
    }

    private Connection known(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }
}
