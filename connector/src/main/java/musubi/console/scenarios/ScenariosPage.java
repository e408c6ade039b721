package musubi.console.scenarios;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.console.layout.ConsolePage;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioCounts;
import musubi.scenario.Scenarios;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The scenarios of a connection, the oldest first. */
@ConsolePage
@RequestMapping("/connections/{id}/scenarios")
class ScenariosPage {

    private final ScenarioViews views;
    private final Scenarios scenarios;

    ScenariosPage(ScenarioViews views, Scenarios scenarios) {
        this.views = views;
        this.scenarios = scenarios;
    }

    /**
     * A line of the list.
     *
     * @param trigger end of a message key
     * @param running people who are in it now
     */
    record Line(UUID id, String name, boolean enabled, String trigger, int messages, long running, long ended) {}

    @GetMapping
    String list(@PathVariable UUID id, Model model) {
        var connection = views.connection(id);
        var found = scenarios.list(id, Optional.empty(), Scenarios.MAX_COUNT);
        var counts = scenarios.counts(found.stream().map(Scenario::id).toList());
        model.addAttribute("id", connection.id());
        model.addAttribute(
                "lines",
                found.stream()
                        .map(one -> line(one, counts.getOrDefault(one.id(), ScenarioCounts.NOBODY)))
                        .toList());
        model.addAttribute("templates", List.of(ScenarioTemplate.values()));
        return "console/scenarios";
    }

    private static Line line(Scenario one, ScenarioCounts counts) {
        var form = ScenarioViews.form(one);
        return new Line(
                one.id(),
                one.name(),
                one.isEnabled(),
                form.value("trigger"),
                ScenarioViews.numbers(form.steps()).size(),
                counts.running(),
                counts.ended().values().stream().mapToLong(Long::longValue).sum());
    }
}
