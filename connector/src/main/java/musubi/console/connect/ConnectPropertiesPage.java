package musubi.console.connect;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.Connections;
import musubi.connection.CredentialCheck;
import musubi.connection.CredentialCheck.Planned;
import musubi.connection.CredentialCheck.PropertyAction;
import musubi.connection.NewConnection;
import musubi.console.connection.Refusals;
import musubi.console.connection.WebhookCheck;
import musubi.console.layout.ConsolePage;
import musubi.contact.LineProperty;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The third step: what connecting makes in HubSpot, shown before it is made. */
@ConsolePage
class ConnectPropertiesPage {

    private static final String HERE = "redirect:/connections/new/properties";
    private static final String START = "redirect:/connections/new";

    private final CredentialCheck credentials;
    private final Connections connections;
    private final WebhookCheck webhook;
    private final AuditLog audit;

    ConnectPropertiesPage(CredentialCheck credentials, Connections connections, WebhookCheck webhook, AuditLog audit) {
        this.credentials = credentials;
        this.connections = connections;
        this.webhook = webhook;
        this.audit = audit;
    }

    /** A line of the table. */
    record Row(String key, String label, String name, PropertyAction action) {

        static Row of(Planned planned) {
            return new Row(planned.property().key(), planned.label(), planned.name(), planned.action());
        }
    }

    @GetMapping("/connections/new/properties")
    String show(Model model, HttpSession session) {
        return ConnectDraft.in(session)
                .filter(draft -> draft.account() != null && draft.portal() != null)
                .map(draft -> page(draft, Refusals.NONE, model))
                .orElse(START);
    }

    /** Existing properties in the place of ours; what is left empty is ours. */
    @PostMapping("/connections/new/properties")
    String names(@RequestParam Map<String, String> form, HttpSession session) {
        var draft = ConnectDraft.in(session);
        if (draft.isEmpty()) {
            return START;
        }
        var names = new TreeMap<String, String>();
        for (var property : LineProperty.values()) {
            var name = form.getOrDefault(property.key(), "").strip();
            if (!name.isEmpty()) {
                names.put(property.key(), name);
            }
        }
        var before = draft.get();
        var entered = before.entered(credentials);
        var sealed = credentials.seal(new NewConnection(
                entered.name(),
                entered.line(),
                entered.hubspotAccessToken(),
                entered.portalId(),
                entered.options(),
                names));
        new ConnectDraft(sealed, before.account(), before.portal(), before.install()).keep(session);
        return HERE;
    }

    @PostMapping("/connections/new/connect")
    String connect(Model model, HttpSession session, RedirectAttributes flash, HttpServletResponse response) {
        var draft = ConnectDraft.in(session);
        if (draft.isEmpty()) {
            return START;
        }
        try {
            var connection = connections.connect(draft.get().entered(credentials));
            ConnectDraft.forget(session);
            audit.record("connection.connect", connection.name(), "");
            flash.addFlashAttribute("did", "connection.did.connect");
            flash.addFlashAttribute("didWith", connection.name());
            flash.addFlashAttribute("steps", ConnectSteps.at("webhook"));
            flash.addFlashAttribute("tested", webhook.run(connection.id()));
            return "redirect:/connections/" + connection.id() + "/webhook";
        } catch (ConnectionRefusedException e) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(draft.get(), Refusals.of(e), model);
        }
    }

    private String page(ConnectDraft draft, Refusals refused, Model model) {
        var entered = draft.entered(credentials);
        var account = draft.account();
        var portal = draft.portal();
        if (account == null || portal == null) {
            return START;
        }
        var rows = List.<Row>of();
        var refusals = refused;
        var earlier = Map.<String, String>of();
        try {
            var preview = credentials.properties(
                    account, portal, Optional.of(entered.hubspotAccessToken()), entered.propertyNames());
            rows = preview.properties().stream().map(Row::of).toList();
            refusals = refused.isEmpty() ? Refusals.of(preview.refusals()) : refused;
            earlier = preview.earlier();
        } catch (ConnectionRefusedException e) {
            refusals = refused.isEmpty() ? Refusals.of(e) : refused;
        }
        model.addAttribute("rows", rows);
        model.addAttribute("refusals", refusals);
        model.addAttribute("name", entered.name());
        model.addAttribute("account", account);
        model.addAttribute("portal", portal);
        // those that are assigned already need not be offered
        model.addAttribute(
                "earlier", entered.propertyNames().entrySet().containsAll(earlier.entrySet()) ? Map.of() : earlier);
        model.addAttribute("names", entered.propertyNames());
        model.addAttribute("properties", Arrays.asList(LineProperty.values()));
        model.addAttribute(
                "made",
                rows.stream().filter(row -> row.action() == PropertyAction.MADE).count());
        model.addAttribute(
                "adopted",
                rows.stream()
                        .filter(row -> row.action() == PropertyAction.ADOPTED)
                        .count());
        model.addAttribute("steps", ConnectSteps.at("properties"));
        return "console/connect-properties";
    }
}
