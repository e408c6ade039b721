package musubi.console.broadcasts.list;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.broadcast.Broadcast;
import musubi.broadcast.Broadcasts;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.console.layout.ConsolePage;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotSettings;
import musubi.result.BroadcastLists;
import musubi.result.BroadcastResults;
import musubi.result.ListOf;
import musubi.result.ListRefusedException;
import musubi.user.AuditLog;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Makes a HubSpot list of who opened a link of a broadcast, or did not. */
@ConsolePage
@RequestMapping("/broadcasts/{broadcastId}/list")
class BroadcastListPage {

    private final Broadcasts broadcasts;
    private final BroadcastLists lists;
    private final BroadcastResults results;
    private final Connections connections;
    private final HubSpotSettings hubspot;
    private final AuditLog audit;

    BroadcastListPage(
            Broadcasts broadcasts,
            BroadcastLists lists,
            BroadcastResults results,
            Connections connections,
            HubSpotSettings hubspot,
            AuditLog audit) {
        this.broadcasts = broadcasts;
        this.lists = lists;
        this.results = results;
        this.connections = connections;
        this.hubspot = hubspot;
        this.audit = audit;
    }

    /** @param refused code of why it cannot be made; empty when it can */
    record Choice(ListOf of, String refused) {}

    @GetMapping
    ModelAndView ask(@PathVariable UUID broadcastId) {
        return page(one(broadcastId), null, "", HttpStatus.OK);
    }

    @PostMapping
    ModelAndView make(
            @PathVariable UUID broadcastId,
            @RequestParam ListOf of,
            @RequestParam(defaultValue = "") String name,
            RedirectAttributes flash) {
        var one = one(broadcastId);
        try {
            var listId = lists.make(broadcastId, of, name);
            audit.record("broadcast.listed", one.title(), Long.toString(listId));
            flash.addFlashAttribute("did", "result.list.did");
            flash.addFlashAttribute("didWith", name.strip());
            flash.addFlashAttribute("listUrl", hubspot.listUrl(connection(one).portalId(), listId));
            return new ModelAndView("redirect:/broadcasts/" + broadcastId + "/list");
        } catch (ListRefusedException e) {
            return page(one, of, name, HttpStatus.UNPROCESSABLE_CONTENT)
                    .addObject(
                            e.reason().isAboutName() ? "nameRefused" : "listRefused",
                            "result.list.refused." + e.reason());
        } catch (HubSpotException e) {
            var page = page(one, of, name, HttpStatus.UNPROCESSABLE_CONTENT);
            return e.isMissingScope()
                    ? page.addObject(
                            "scope", e.missingScopes().stream().sorted().collect(Collectors.joining(", ")))
                    : page.addObject("away", true);
        }
    }

    private Broadcast one(UUID id) {
        return broadcasts.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Connection connection(Broadcast one) {
        return connections
                .find(one.connectionId())
                .orElseThrow(() -> new UnknownConnectionException(one.connectionId()));
    }

    private ModelAndView page(Broadcast one, @Nullable ListOf chosen, String name, HttpStatus status) {
        var choices = Arrays.stream(ListOf.values())
                .map(of -> new Choice(
                        of, lists.refused(one.id(), of).map(Enum::name).orElse("")))
                .toList();
        return new ModelAndView("console/broadcast-list", status)
                .addObject("one", one)
                .addObject("choices", choices)
                .addObject("chosen", chosen == null ? first(choices) : chosen)
                .addObject("name", name)
                .addObject("progress", results.of(one.id()).orElse(null));
    }

    private static ListOf first(List<Choice> choices) {
        return choices.stream()
                .filter(choice -> choice.refused().isEmpty())
                .map(Choice::of)
                .findFirst()
                .orElse(ListOf.CLICKED);
    }
}
