package musubi.console.scenarios;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import musubi.connection.Connection;
import musubi.console.layout.ConsolePage;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioConflictException;
import musubi.scenario.ScenarioRefusedException;
import musubi.scenario.Scenarios;
import musubi.scenario.Scenarios.Saved;
import musubi.scenario.definition.Condition.Operator;
import musubi.scenario.definition.DefinitionProblem;
import musubi.user.AuditLog;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.ObjectNode;

/** Writes a scenario: steps one below the other, which buttons add, move and take away. Nothing is kept before it is saved. */
@ConsolePage
class ScenarioComposePage {

    private static final String SAVE_AND_TEST = "save-test";

    private final ScenarioViews views;
    private final Scenarios scenarios;
    private final MessageSource texts;
    private final AuditLog audit;

    ScenarioComposePage(ScenarioViews views, Scenarios scenarios, MessageSource texts, AuditLog audit) {
        this.views = views;
        this.scenarios = scenarios;
        this.texts = texts;
        this.audit = audit;
    }

    /**
     * What is wrong, or what may surprise.
     *
     * @param step key of the step in which it is mended; empty: beside the steps
     */
    record Trouble(String step, boolean warning, MessageSourceResolvable title, MessageSourceResolvable detail) {}

    /** @param begin name of a template; anything else: with one empty message */
    @GetMapping("/connections/{id}/scenarios/new")
    String begin(@PathVariable UUID id, @RequestParam(defaultValue = "") String begin, Model model) {
        var connection = views.connection(id);
        var template = Arrays.stream(ScenarioTemplate.values())
                .filter(each -> each.name().equals(begin))
                .findFirst()
                .orElse(ScenarioTemplate.EMPTY);
        var form = template.form(texts, connection.options().language().locale());
        return page(connection, form, Optional.empty(), model);
    }

    /** Changes the form as a button of it says, or saves. */
    @PostMapping("/connections/{id}/scenarios/new")
    String write(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String act,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        var connection = views.connection(id);
        return posted(
                connection,
                Optional.empty(),
                new Posted(act, htmx, request, response, model, flash),
                body -> scenarios.create(id, body));
    }

    @GetMapping("/scenarios/{scenarioId}/edit")
    String edit(@PathVariable UUID scenarioId, Model model) {
        var one = views.one(scenarioId);
        return page(views.connection(one.connectionId()), ScenarioViews.form(one), Optional.of(one), model);
    }

    /** Changes the form as a button of it says, or the scenario. */
    @PostMapping("/scenarios/{scenarioId}/edit")
    String change(
            @PathVariable UUID scenarioId,
            @RequestParam(defaultValue = "") String act,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        var one = views.one(scenarioId);
        return posted(
                views.connection(one.connectionId()),
                Optional.of(one),
                new Posted(act, htmx, request, response, model, flash),
                body -> scenarios.replace(scenarioId, body));
    }

    private record Posted(
            String act,
            boolean htmx,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {}

    private String posted(
            Connection connection, Optional<Scenario> old, Posted posted, Function<ObjectNode, Saved> keep) {
        var changed = ScenarioForm.of(posted.request().getParameterMap()).changed(posted.act());
        var model = posted.model();
        model.addAttribute("goesTo", changed.at());
        if (posted.act().equals("save") || posted.act().equals(SAVE_AND_TEST)) {
            var saved = saved(changed.form(), model, keep);
            if (saved.isPresent()) {
                var one = saved.get();
                audit.record(old.isPresent() ? "scenario.changed" : "scenario.created", one.name(), "");
                posted.flash().addFlashAttribute("did", "scenarios.did.saved");
                return "redirect:/scenarios/" + one.id() + (posted.act().equals(SAVE_AND_TEST) ? "/test" : "");
            }
            posted.response().setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        }
        var view = page(connection, changed.form(), old, model);
        return posted.htmx() ? view + " :: fields" : view;
    }

    /** Empty when it is refused; the model has why. */
    private static Optional<Scenario> saved(ScenarioForm form, Model model, Function<ObjectNode, Saved> keep) {
        var body = ScenarioJson.body(form);
        try {
            return Optional.of(keep.apply(body).scenario());
        } catch (ScenarioRefusedException refused) {
            model.addAttribute("troubles", troubles(body, refused.problems()));
        } catch (ScenarioConflictException conflict) {
            model.addAttribute("conflict", conflict.reason().name());
            model.addAttribute("waiting", conflict.waiting());
        }
        return Optional.empty();
    }

    private static List<Trouble> troubles(ObjectNode body, List<DefinitionProblem> problems) {
        return problems.stream()
                .map(problem -> new Trouble(
                        ScenarioJson.stepOf(body, problem.field()).orElse(""),
                        problem.isWarning(),
                        problem.title(),
                        problem.detail()))
                .toList();
    }

    private String page(Connection connection, ScenarioForm form, Optional<Scenario> old, Model model) {
        model.addAttribute("connection", connection);
        model.addAttribute("form", form);
        model.addAttribute(
                "address",
                old.map(one -> "/scenarios/" + one.id() + "/edit")
                        .orElse("/connections/" + connection.id() + "/scenarios/new"));
        model.addAttribute(
                "back",
                old.map(one -> "/scenarios/" + one.id()).orElse("/connections/" + connection.id() + "/scenarios"));
        model.addAttribute("old", old.isPresent());
        model.addAttribute("kinds", ScenarioForm.KINDS);
        model.addAttribute("operators", Operator.values());
        model.addAttribute("numbers", ScenarioViews.numbers(form.steps()));
        model.addAttribute(
                "messageSteps",
                form.steps().stream()
                        .flatMap(FormStep::all)
                        .filter(step -> step.kind().equals("MESSAGE"))
                        .toList());
        if (!model.containsAttribute("troubles")) {
            model.addAttribute("troubles", List.of());
        }
        views.choices(connection, model);
        return "console/scenario-edit";
    }
}
