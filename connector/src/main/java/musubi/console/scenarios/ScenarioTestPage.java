package musubi.console.scenarios;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.console.broadcasts.people.TestPeople;
import musubi.console.layout.ConsolePage;
import musubi.hubspot.HubSpotException;
import musubi.scenario.Enrolments.Refusal;
import musubi.scenario.Enrolments.Refused;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioConflictException;
import musubi.scenario.TestScenario;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Tries a scenario with people who are looked for by name, and shows where they are. What is looked for is in no address. */
@ConsolePage
@RequestMapping("/scenarios/{scenarioId}/test")
class ScenarioTestPage {

    private final ScenarioViews views;
    private final TestScenario tests;
    private final TestPeople people;
    private final AuditLog audit;

    ScenarioTestPage(ScenarioViews views, TestScenario tests, TestPeople people, AuditLog audit) {
        this.views = views;
        this.tests = tests;
        this.people = people;
        this.audit = audit;
    }

    /** Somebody with whom it did not begin. */
    record Left(String contactId, String name, Refusal reason) {

        /** Leaves out who it is. */
        @Override
        public String toString() {
            return "Left[%s]".formatted(reason);
        }
    }

    /** Nobody is chosen yet; the page asks for people itself, and again where those are who are in a test. */
    @GetMapping
    String begin(
            @PathVariable UUID scenarioId,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            Model model) {
        var one = views.one(scenarioId);
        return show(one, "", TestPeople.unknown(Set.of()), false, htmx, model);
    }

    /**
     * Looks for people, chooses one, or begins.
     *
     * @param act {@code search}, {@code add:<record id>}, {@code remove:<record id>} or {@code send}
     */
    @PostMapping("/people")
    String choose(
            @PathVariable UUID scenarioId,
            @RequestParam(defaultValue = "search") String act,
            @RequestParam(defaultValue = "") String query,
            @RequestParam(defaultValue = "") List<String> contactIds,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        var one = views.one(scenarioId);
        var chosen = TestPeople.chosen(contactIds, act, TestScenario.MAX_PEOPLE);
        if (act.equals("send") && !chosen.isEmpty()) {
            try {
                var began = tests.begin(one, chosen.stream().map(Long::valueOf).toList());
                audit.record("scenario.tested", one.name(), String.valueOf(began.enrolled()));
                if (began.enrolled() > 0) {
                    flash.addFlashAttribute("did", "scenarios.did.tested");
                    flash.addFlashAttribute("didWith", began.enrolled());
                }
                if (began.refused().isEmpty()) {
                    return "redirect:/scenarios/" + scenarioId + "/test";
                }
                model.addAttribute("left", left(one, began.refused()));
            } catch (ScenarioConflictException paused) {
                model.addAttribute("failed", "scenarios.conflict." + paused.reason());
            } catch (HubSpotException away) {
                model.addAttribute("failed", "scenarios.test.away");
            }
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        }
        var connection = views.connection(one.connectionId());
        return show(one, query, people.of(connection, query.strip(), chosen), true, htmx && !act.equals("send"), model);
    }

    private List<Left> left(Scenario one, List<Refused> refused) {
        var names = people
                .of(
                        views.connection(one.connectionId()),
                        "",
                        refused.stream().map(Refused::contactId).collect(Collectors.toSet()))
                .chosen()
                .stream()
                .collect(Collectors.toMap(TestPeople.Person::id, TestPeople.Person::name));
        return refused.stream()
                .map(each -> new Left(each.contactId(), names.getOrDefault(each.contactId(), ""), each.reason()))
                .toList();
    }

    /** Ends all tests of it. */
    @PostMapping("/stop")
    String stop(@PathVariable UUID scenarioId, RedirectAttributes flash) {
        views.one(scenarioId);
        tests.stop(scenarioId);
        flash.addFlashAttribute("did", "scenarios.did.testStopped");
        return "redirect:/scenarios/" + scenarioId + "/test";
    }

    private String show(
            Scenario one, String query, TestPeople.View view, boolean asked, boolean onlyPeople, Model model) {
        model.addAttribute("one", one);
        model.addAttribute("connection", views.connection(one.connectionId()));
        model.addAttribute("query", query);
        model.addAttribute("people", view);
        model.addAttribute("asked", asked);
        model.addAttribute("address", "/scenarios/" + one.id() + "/test/people");
        model.addAttribute("back", "/scenarios/" + one.id());
        model.addAttribute("most", TestScenario.MAX_PEOPLE);
        if (onlyPeople && asked) {
            return "console/test-people :: people";
        }
        var steps = ScenarioViews.form(one).steps();
        model.addAttribute("numbers", ScenarioViews.numbers(steps));
        model.addAttribute(
                "kinds",
                steps.stream().flatMap(FormStep::all).collect(Collectors.toMap(FormStep::key, FormStep::kind)));
        try {
            model.addAttribute("testers", tests.running(one));
        } catch (HubSpotException away) {
            model.addAttribute("testers", List.of());
            model.addAttribute("unnamed", tests.people(one.id()));
        }
        return "console/scenario-test";
    }
}
