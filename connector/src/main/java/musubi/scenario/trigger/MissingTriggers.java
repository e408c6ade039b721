package musubi.scenario.trigger;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.scenario.MissingMessages;
import musubi.scenario.Scenario;
import org.springframework.stereotype.Component;

/**
 * Tells operators which scenarios ask HubSpot for a list or a date property that it has no more: nobody comes into them, and nothing else would show it.
 * Only what was looked at by this process counts. Thread-safe.
 */
@Component
final class MissingTriggers {

    private final Connections connections;
    private final Map<UUID, Polled> polled = new HashMap<>();

    MissingTriggers(Connections connections) {
        this.connections = connections;
    }

    /** What came of the last look for a scenario. */
    synchronized void polled(UUID scenarioId, Polled what) {
        polled.put(scenarioId, what);
    }

    /**
     * Reports what is missing, or that nothing is any more.
     *
     * @param asking the scenarios of the connection that are switched on and begin by what HubSpot has
     */
    void tell(Connection connection, Collection<Scenario> asking) {
        var known = known(asking);
        var missing = asking.stream()
                .filter(scenario -> known.get(scenario.id()) == Polled.GONE)
                .map(Scenario::name)
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            connections.report(
                    connection.id(), new Problem(ProblemCode.SCENARIO_TRIGGER_GONE, MissingMessages.names(missing)));
        } else if (connection.has(ProblemCode.SCENARIO_TRIGGER_GONE) && known.size() == asking.size()) {
            connections.resolve(connection.id(), ProblemCode.SCENARIO_TRIGGER_GONE);
        }
    }

    private synchronized Map<UUID, Polled> known(Collection<Scenario> asking) {
        return asking.stream()
                .map(Scenario::id)
                .filter(polled::containsKey)
                .collect(Collectors.toMap(id -> id, polled::get));
    }
}
