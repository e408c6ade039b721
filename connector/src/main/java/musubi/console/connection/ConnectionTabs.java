package musubi.console.connection;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.Installs;
import musubi.connection.UnknownConnectionException;
import musubi.connection.sending.SendingOptions.NoteOnContact;
import musubi.connection.sending.SendingOptions.UpdateContacts;
import musubi.console.layout.ConsolePage;
import musubi.hubspot.HubSpotSettings;
import musubi.workflow.WorkflowActions;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The settings of a connection, each kind on a page of its own. Reading; changes are {@link ConnectionChanges}. No calls. */
@ConsolePage
class ConnectionTabs {

    private final Connections connections;
    private final Installs installs;
    private final HubSpotSettings hubspot;
    private final WorkflowActions workflows;

    ConnectionTabs(Connections connections, Installs installs, HubSpotSettings hubspot, WorkflowActions workflows) {
        this.connections = connections;
        this.installs = installs;
        this.hubspot = hubspot;
        this.workflows = workflows;
    }

    /** A page of settings. */
    enum Tab {
        OPTIONS("options"),
        LINE("line"),
        HUBSPOT("hubspot"),
        MANAGE("manage");

        private final String code;

        Tab(String code) {
            this.code = code;
        }

        /** Its path below the connection. */
        String code() {
            return code;
        }
    }

    /** An option on the page. */
    record Choice(String code, boolean on) {

        static Choice of(ConnectionOption option, Connection connection) {
            return new Choice(option.code(), option.isOn(connection.options()));
        }
    }

    @GetMapping("/connections/{id}/options")
    String options(@PathVariable UUID id, Model model) {
        return page(Tab.OPTIONS, id, Refusals.NONE, model);
    }

    @GetMapping("/connections/{id}/line")
    String line(@PathVariable UUID id, Model model) {
        return page(Tab.LINE, id, Refusals.NONE, model);
    }

    @GetMapping("/connections/{id}/hubspot")
    String hubspot(@PathVariable UUID id, Model model) {
        if (model.getAttribute("installId") instanceof UUID begun) {
            installs.find(begun).ifPresent(install -> {
                model.addAttribute("install", install);
                model.addAttribute("installAt", "/connections/" + id + "/hubspot/install/" + begun);
            });
        }
        return page(Tab.HUBSPOT, id, Refusals.NONE, model);
    }

    @GetMapping("/connections/{id}/manage")
    String manage(@PathVariable UUID id, Model model) {
        return page(Tab.MANAGE, id, Refusals.NONE, model);
    }

    /** Renders a page, with a change that was just refused. */
    String page(Tab tab, UUID id, Refusals refusals, Model model) {
        var connection = connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
        model.addAttribute("it", connection);
        model.addAttribute("refusals", refusals);
        model.addAttribute("choices", choices(connection));
        if (!model.containsAttribute("sending")) {
            model.addAttribute("sending", SendingForm.of(connection.options().sending()));
            model.addAttribute("sendingRefused", Map.of());
        }
        if (!model.containsAttribute("optOut")) {
            model.addAttribute("optOut", OptOutForm.of(connection.options().optOut()));
            model.addAttribute("optOutRefused", Map.of());
        }
        model.addAttribute("updates", UpdateContacts.values());
        model.addAttribute("notes", NoteOnContact.values());
        model.addAttribute("portalUrl", hubspot.portalUrl(connection.portalId()));
        model.addAttribute("linkUrl", connections.linkUrl(id));
        model.addAttribute("app", installs.isConfigured());
        if (tab == Tab.HUBSPOT) {
            model.addAttribute("workflows", workflows.of(connection));
        }
        return "console/connection-" + tab.code();
    }

    private static List<Choice> choices(Connection connection) {
        return Arrays.stream(ConnectionOption.values())
                .map(option -> Choice.of(option, connection))
                .toList();
    }
}
