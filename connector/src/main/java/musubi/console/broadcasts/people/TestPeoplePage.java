package musubi.console.broadcasts.people;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import musubi.broadcast.Broadcast;
import musubi.broadcast.BroadcastProblem;
import musubi.broadcast.BroadcastRefusedException;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.Broadcasts;
import musubi.broadcast.TestBroadcast;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.console.layout.ConsolePage;
import musubi.hubspot.HubSpotException;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Sends a draft as a test to people who are looked for by name. What is looked for is in no address. */
@ConsolePage
@RequestMapping("/broadcasts/{broadcastId}/test")
class TestPeoplePage {

    private final Broadcasts broadcasts;
    private final TestBroadcast test;
    private final Connections connections;
    private final TestPeople people;
    private final AuditLog audit;

    TestPeoplePage(
            Broadcasts broadcasts, TestBroadcast test, Connections connections, TestPeople people, AuditLog audit) {
        this.broadcasts = broadcasts;
        this.test = test;
        this.connections = connections;
        this.people = people;
        this.audit = audit;
    }

    /**
     * What is wrong with a test.
     *
     * @param person whom it is about; empty: nobody, or one whose name is not known
     */
    record Refusal(String person, BroadcastProblem problem) {

        /** Whether it is about one of the people. */
        public boolean personal() {
            return problem.field().startsWith("contactIds[");
        }
    }

    /** Nobody is chosen yet; the page asks for people itself. Also a part of other pages. */
    @GetMapping
    String begin(
            @PathVariable UUID broadcastId,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            Model model,
            RedirectAttributes flash) {
        var broadcast = known(broadcastId);
        if (broadcast.state() != BroadcastState.DRAFT) {
            flash.addFlashAttribute("failed", "people.failed.state");
            return "redirect:/broadcasts/" + broadcastId;
        }
        return show(broadcast, "", TestPeople.unknown(Set.of()), false, htmx, model);
    }

    /**
     * Looks for people, chooses one, or sends the test.
     *
     * @param act {@code search}, {@code add:<record id>}, {@code remove:<record id>} or {@code send}
     */
    @PostMapping("/people")
    String choose(
            @PathVariable UUID broadcastId,
            @RequestParam(defaultValue = "search") String act,
            @RequestParam(defaultValue = "") String query,
            @RequestParam(defaultValue = "") List<String> contactIds,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        var broadcast = known(broadcastId);
        var chosen = TestPeople.chosen(contactIds, act, TestBroadcast.MAX_PEOPLE);
        if (!act.equals("send")) {
            return show(broadcast, query, view(broadcast, query, chosen), true, htmx, model);
        }
        try {
            var result = test.send(broadcastId, List.copyOf(chosen));
            audit.record("broadcast.tested", broadcast.title(), String.valueOf(chosen.size()));
            if (result.problems().isEmpty()) {
                flash.addFlashAttribute("did", "broadcasts.did.tested");
                flash.addFlashAttribute("didWith", result.sent());
                return "redirect:/broadcasts/" + broadcastId;
            }
            model.addAttribute("partly", true);
            return refused(broadcast, query, chosen, result.problems(), response, model);
        } catch (BroadcastRefusedException refused) {
            return refused(broadcast, query, chosen, refused.problems(), response, model);
        } catch (HubSpotException away) {
            return refused(broadcast, query, chosen, List.of(), response, model);
        }
    }

    private TestPeople.View view(Broadcast broadcast, String query, Set<String> chosen) {
        return people.of(connection(broadcast), query.strip(), chosen);
    }

    private String refused(
            Broadcast broadcast,
            String query,
            Set<String> chosen,
            List<BroadcastProblem> problems,
            HttpServletResponse response,
            Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        var view = view(broadcast, query, chosen);
        model.addAttribute(
                "refusals",
                problems.stream()
                        .map(problem -> new Refusal(name(view, problem), problem))
                        .toList());
        return show(broadcast, query, view, true, false, model);
    }

    private static String name(TestPeople.View view, BroadcastProblem problem) {
        return view.chosen().stream()
                .filter(person -> problem.field().startsWith("contactIds[")
                        && problem.arguments().contains(person.id()))
                .map(TestPeople.Person::name)
                .findFirst()
                .orElse("");
    }

    private String show(
            Broadcast broadcast, String query, TestPeople.View view, boolean asked, boolean htmx, Model model) {
        model.addAttribute("one", broadcast);
        model.addAttribute("connection", connection(broadcast));
        model.addAttribute("query", query);
        model.addAttribute("people", view);
        model.addAttribute("asked", asked);
        model.addAttribute("address", "/broadcasts/" + broadcast.id() + "/test/people");
        model.addAttribute("back", "/broadcasts/" + broadcast.id());
        model.addAttribute("most", TestBroadcast.MAX_PEOPLE);
        return htmx ? "console/test-people :: people" : "console/test-people";
    }

    private Connection connection(Broadcast broadcast) {
        return connections
                .find(broadcast.connectionId())
                .orElseThrow(() -> new UnknownConnectionException(broadcast.connectionId()));
    }

    private Broadcast known(UUID id) {
        return broadcasts.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
