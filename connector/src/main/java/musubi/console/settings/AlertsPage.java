package musubi.console.settings;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.alert.AlertKind;
import musubi.alert.AlertRefusedException;
import musubi.alert.AlertWebhook;
import musubi.alert.Alerts;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.console.layout.ConsolePage;
import musubi.user.AuditLog;
import musubi.user.Language;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where the alerts of each connection are posted to. Addresses are entered here and never shown. */
@ConsolePage
class AlertsPage {

    /** The page with that connection as the current one, which is unfolded. */
    private static final String AT = "redirect:/settings/alerts?connection=";

    private final Alerts alerts;
    private final Connections connections;
    private final AuditLog audit;

    AlertsPage(Alerts alerts, Connections connections, AuditLog audit) {
        this.alerts = alerts;
        this.connections = connections;
        this.audit = audit;
    }

    /**
     * A connection on the page.
     *
     * @param refused key of what is wrong with the address that was entered; empty when nothing is
     */
    record Row(
            UUID id,
            String name,
            Optional<AlertWebhook> webhook,
            String host,
            Set<AlertKind> kinds,
            Language language,
            String refused) {}

    /** What a person entered that was refused. */
    private record Refused(UUID id, Set<AlertKind> kinds, Language language, String key) {}

    @GetMapping("/settings/alerts")
    String show(Model model) {
        return page(Optional.empty(), model);
    }

    /** @param address empty: it stays as it is */
    @PostMapping("/settings/alerts/{id}")
    String save(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String address,
            @RequestParam(defaultValue = "") Set<AlertKind> kind,
            @RequestParam(defaultValue = "") String language,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        var connection = connection(id);
        var chosen = Language.of(language).orElseGet(AlertsPage::reader);
        try {
            alerts.setWebhook(id, address, kind, chosen);
        } catch (AlertRefusedException refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(Optional.of(new Refused(id, kind, chosen, "alerts.refused." + refused.reason())), model);
        }
        audit.record("connection.alertWebhook", connection.name(), "");
        return did("alerts.did.saved", connection, flash);
    }

    @PostMapping("/settings/alerts/{id}/remove")
    String remove(@PathVariable UUID id, RedirectAttributes flash) {
        var connection = connection(id);
        alerts.removeWebhook(id);
        audit.record("connection.alertWebhook", connection.name(), "");
        return did("alerts.did.removed", connection, flash);
    }

    @PostMapping("/settings/alerts/{id}/try")
    String tryOut(@PathVariable UUID id, RedirectAttributes flash) {
        var connection = connection(id);
        if (!alerts.tryWebhook(id, connection.name())) {
            flash.addFlashAttribute("failed", "alerts.failed.try");
            flash.addFlashAttribute("failedWith", connection.name());
            return AT + connection.id();
        }
        return did("alerts.did.tried", connection, flash);
    }

    private static String did(String message, Connection connection, RedirectAttributes flash) {
        flash.addFlashAttribute("did", message);
        flash.addFlashAttribute("didWith", connection.name());
        return AT + connection.id();
    }

    private Connection connection(UUID id) {
        return connections.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static Language reader() {
        return Language.of(LocaleContextHolder.getLocale().getLanguage()).orElse(Language.JA);
    }

    private String page(Optional<Refused> refused, Model model) {
        var all = connections.all();
        var webhooks = alerts.webhooks(all.stream().map(Connection::id).toList());
        model.addAttribute(
                "rows",
                all.stream()
                        .map(connection -> row(connection, webhooks, refused))
                        .toList());
        model.addAttribute("kinds", AlertKind.values());
        model.addAttribute("languages", Language.values());
        return "console/alerts";
    }

    /** Where nothing is set yet, all is ticked. */
    private static Row row(Connection connection, Map<UUID, AlertWebhook> webhooks, Optional<Refused> refused) {
        var webhook = Optional.ofNullable(webhooks.get(connection.id()));
        var here = refused.filter(one -> one.id().equals(connection.id()));
        return new Row(
                connection.id(),
                connection.name(),
                webhook,
                webhook.map(AlertWebhook::host).orElse(""),
                here.map(Refused::kinds)
                        .or(() -> webhook.map(AlertWebhook::kinds))
                        .orElseGet(() -> Arrays.stream(AlertKind.values()).collect(Collectors.toSet())),
                here.map(Refused::language)
                        .or(() -> webhook.map(AlertWebhook::language))
                        .orElseGet(AlertsPage::reader),
                here.map(Refused::key).orElse(""));
    }
}
