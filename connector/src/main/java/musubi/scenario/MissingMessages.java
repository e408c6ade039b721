package musubi.scenario;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.content.SavedMessages;
import musubi.scenario.definition.Step;
import musubi.scenario.definition.StepAction;
import musubi.scenario.store.ScenarioCountRepository;
import musubi.scenario.store.ScenarioRepository;
import org.springframework.stereotype.Component;

/** Tells operators, as a problem of the connection, which scenarios need a saved message that was deleted: people wait at its step. */
@Component
public final class MissingMessages {

    private static final int MAX_NAMES = 5;

    private final ScenarioRepository scenarios;
    private final ScenarioCountRepository counts;
    private final SavedMessages saved;
    private final Connections connections;

    MissingMessages(
            ScenarioRepository scenarios,
            ScenarioCountRepository counts,
            SavedMessages saved,
            Connections connections) {
        this.scenarios = scenarios;
        this.counts = counts;
        this.saved = saved;
        this.connections = connections;
    }

    /** Looks at all scenarios of a connection that are switched on, or that somebody is in. */
    public void look(UUID connectionId) {
        var all = scenarios.list(connectionId, Optional.empty(), Scenarios.MAX_COUNT);
        var there = saved.names(all.stream().flatMap(MissingMessages::needed).collect(Collectors.toSet()))
                .keySet();
        var missing = all.stream()
                .filter(scenario -> !needed(scenario).allMatch(there::contains))
                .filter(scenario ->
                        scenario.isEnabled() || !counts.waiting(scenario.id()).isEmpty())
                .map(Scenario::name)
                .toList();
        if (missing.isEmpty()) {
            connections.resolve(connectionId, ProblemCode.SCENARIO_MESSAGE_GONE);
        } else {
            connections.report(connectionId, new Problem(ProblemCode.SCENARIO_MESSAGE_GONE, names(missing)));
        }
    }

    /** The first of these names of scenarios, for a problem of their connection. */
    public static String names(List<String> missing) {
        var some = missing.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        return missing.size() > MAX_NAMES ? some + ", …" : some;
    }

    private static Stream<UUID> needed(Scenario scenario) {
        return scenario.definition().all().filter(step -> !step.retired()).flatMap(MissingMessages::needed);
    }

    private static Stream<UUID> needed(Step step) {
        return step.action() instanceof StepAction.Send send ? send.messageId().stream() : Stream.of();
    }
}
