package musubi.console.scenarios;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.console.layout.ConsolePage;
import musubi.delivery.UncertainDecision;
import musubi.hubspot.HubSpotException;
import musubi.scenario.EndReason;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioConflictException;
import musubi.scenario.ScenarioCounts;
import musubi.scenario.Scenarios;
import musubi.scenario.StepCount;
import musubi.scenario.UncertainSteps;
import musubi.user.AuditLog;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One scenario: the way through it, and how many people are where. */
@ConsolePage
@RequestMapping("/scenarios/{scenarioId}")
class ScenarioPage {

    private final ScenarioViews views;
    private final Scenarios scenarios;
    private final UncertainSteps uncertain;
    private final AuditLog audit;

    ScenarioPage(ScenarioViews views, Scenarios scenarios, UncertainSteps uncertain, AuditLog audit) {
        this.views = views;
        this.scenarios = scenarios;
        this.uncertain = uncertain;
        this.audit = audit;
    }

    /**
     * The people of a step.
     *
     * @param reasons why they were left out, with how many; only those that there are
     */
    record People(long waiting, long sent, long clicked, long clicks, long leftOut, Map<StepCount, Long> reasons) {}

    @GetMapping
    String show(@PathVariable UUID scenarioId, Model model) {
        var one = views.one(scenarioId);
        var form = ScenarioViews.form(one);
        var counts = counts(one);
        model.addAttribute("one", one);
        model.addAttribute("form", form);
        views.describe(views.connection(one.connectionId()), form, model);
        var people = new LinkedHashMap<String, People>();
        form.steps().stream()
                .flatMap(FormStep::all)
                .forEach(step -> people.put(step.key(), people(counts, step.key())));
        model.addAttribute("people", people);
        model.addAttribute("running", counts.running());
        model.addAttribute("doubts", doubts(scenarioId));
        var ended = new LinkedHashMap<EndReason, Long>();
        for (var reason : EndReason.values()) {
            ended.put(reason, counts.ended(reason));
        }
        model.addAttribute("ended", ended);
        return "console/scenario";
    }

    private ScenarioCounts counts(Scenario one) {
        return scenarios.counts(List.of(one.id())).getOrDefault(one.id(), ScenarioCounts.NOBODY);
    }

    private static People people(ScenarioCounts counts, String key) {
        var reasons = new LinkedHashMap<StepCount, Long>();
        Arrays.stream(StepCount.values())
                .filter(StepCount::isLeftOut)
                .filter(what -> counts.of(key, what) > 0)
                .forEach(what -> reasons.put(what, counts.of(key, what)));
        return new People(
                counts.of(key, StepCount.WAITING),
                counts.of(key, StepCount.SENT),
                counts.of(key, StepCount.CLICKED),
                counts.clicks(key),
                counts.leftOut(key),
                reasons);
    }

    /** Asks before messages are sent again whose outcome nobody knows. */
    @GetMapping("/uncertain")
    String askToSendAgain(@PathVariable UUID scenarioId, Model model) {
        return ask(scenarioId, "uncertain", model);
    }

    @PostMapping("/uncertain")
    String decide(@PathVariable UUID scenarioId, @RequestParam UncertainDecision decision, RedirectAttributes flash) {
        var one = views.one(scenarioId);
        try {
            uncertain.decide(one, decision);
            audit.record("scenario.decided", one.name(), "");
            flash.addFlashAttribute("did", "scenarios.did.decided." + decision);
        } catch (ScenarioConflictException conflict) {
            flash.addFlashAttribute("failed", "scenarios.conflict." + conflict.reason());
        } catch (HubSpotException away) {
            flash.addFlashAttribute("failed", "scenarios.uncertain.away");
        }
        return "redirect:/scenarios/" + scenarioId;
    }

    private long doubts(UUID id) {
        return uncertain.of(id).values().stream()
                .mapToLong(messages -> messages)
                .sum();
    }

    /** Asks before its trigger puts people in. */
    @GetMapping("/enable")
    String askToEnable(@PathVariable UUID scenarioId, Model model) {
        return ask(scenarioId, "enable", model);
    }

    @PostMapping("/enable")
    String enable(@PathVariable UUID scenarioId, RedirectAttributes flash) {
        var one = views.one(scenarioId);
        scenarios.enable(scenarioId);
        audit.record("scenario.enabled", one.name(), "");
        flash.addFlashAttribute("did", "scenarios.did.enabled");
        return "redirect:/scenarios/" + scenarioId;
    }

    @PostMapping("/disable")
    String disable(@PathVariable UUID scenarioId, RedirectAttributes flash) {
        var one = views.one(scenarioId);
        scenarios.disable(scenarioId);
        audit.record("scenario.disabled", one.name(), "");
        flash.addFlashAttribute("did", "scenarios.did.disabled");
        return "redirect:/scenarios/" + scenarioId;
    }

    @GetMapping("/delete")
    String askToDelete(@PathVariable UUID scenarioId, Model model) {
        return ask(scenarioId, "delete", model);
    }

    @PostMapping("/delete")
    String delete(@PathVariable UUID scenarioId, RedirectAttributes flash) {
        var one = views.one(scenarioId);
        try {
            scenarios.delete(scenarioId);
        } catch (ScenarioConflictException conflict) {
            flash.addFlashAttribute("failed", "scenarios.conflict." + conflict.reason());
            return "redirect:/scenarios/" + scenarioId;
        }
        audit.record("scenario.deleted", one.name(), "");
        flash.addFlashAttribute("did", "scenarios.did.deleted");
        flash.addFlashAttribute("didWith", one.name());
        return "redirect:/connections/" + one.connectionId() + "/scenarios";
    }

    /** @param act the end of a path, and of message keys */
    private String ask(UUID id, String act, Model model) {
        var one = views.one(id);
        model.addAttribute("one", one);
        model.addAttribute("trigger", ScenarioViews.form(one).value("trigger"));
        model.addAttribute("members", ScenarioViews.form(one).value("members").equals("YES"));
        model.addAttribute("running", counts(one).running());
        model.addAttribute("doubts", doubts(id));
        model.addAttribute("act", act);
        return "console/scenario-ask";
    }
}
