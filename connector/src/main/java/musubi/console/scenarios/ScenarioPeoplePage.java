package musubi.console.scenarios;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.console.layout.ConsolePage;
import musubi.hubspot.HubSpotException;
import musubi.scenario.Enrolments;
import musubi.user.AuditLog;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who is in a step of a scenario: names are read from HubSpot now, and kept nowhere. An operator takes somebody out. */
@ConsolePage
@RequestMapping("/scenarios/{scenarioId}/people")
class ScenarioPeoplePage {

    private static final int PAGE_SIZE = 50;
    private static final String RECORD_ID = "[1-9]\\d{0,17}";
    private static final String KEY = "[a-zA-Z0-9_-]{1,40}";

    private final ScenarioViews views;
    private final Enrolments enrolments;
    private final AuditLog audit;

    ScenarioPeoplePage(ScenarioViews views, Enrolments enrolments, AuditLog audit) {
        this.views = views;
        this.enrolments = enrolments;
        this.audit = audit;
    }

    /**
     * A page of them, by record id.
     *
     * @param step key of a step; anything else: of all steps
     * @param after record id of the last one of the page before
     */
    @GetMapping
    String show(
            @PathVariable UUID scenarioId,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "") String after,
            Model model) {
        var one = views.one(scenarioId);
        var steps = ScenarioViews.form(one).steps();
        model.addAttribute("one", one);
        model.addAttribute("step", step);
        model.addAttribute("away", false);
        model.addAttribute("after", after.matches(RECORD_ID) ? after : "");
        model.addAttribute("numbers", ScenarioViews.numbers(steps));
        model.addAttribute(
                "kinds",
                steps.stream().flatMap(FormStep::all).collect(Collectors.toMap(FormStep::key, FormStep::kind)));
        try {
            var found = enrolments.named(
                    one,
                    Optional.of(step).filter(key -> key.matches(KEY)),
                    after.matches(RECORD_ID) ? Long.parseLong(after) : 0,
                    PAGE_SIZE + 1);
            var page = found.subList(0, Math.min(PAGE_SIZE, found.size()));
            model.addAttribute("people", page);
            model.addAttribute(
                    "next",
                    found.size() > PAGE_SIZE ? Long.toString(page.getLast().in().contactId()) : "");
        } catch (HubSpotException away) {
            model.addAttribute("people", List.of());
            model.addAttribute("next", "");
            model.addAttribute("away", true);
        }
        return "console/scenario-people";
    }

    /** Takes somebody out, and shows the page on which they were. */
    @PostMapping("/remove")
    String remove(
            @PathVariable UUID scenarioId,
            @RequestParam(defaultValue = "") String contactId,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "") String after,
            RedirectAttributes flash) {
        var one = views.one(scenarioId);
        if (contactId.matches(RECORD_ID) && enrolments.remove(scenarioId, Long.parseLong(contactId))) {
            audit.record("scenario.left", one.name(), "");
            flash.addFlashAttribute("did", "scenarios.did.removed");
        }
        flash.addAttribute("step", step);
        flash.addAttribute("after", after);
        return "redirect:/scenarios/" + scenarioId + "/people";
    }
}
