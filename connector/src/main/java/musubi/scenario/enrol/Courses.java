package musubi.scenario.enrol;

import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.scenario.ScenarioSettings;
import musubi.scenario.course.Course;
import musubi.scenario.definition.Definition;
import musubi.scenario.store.ScenarioRepository;
import org.springframework.stereotype.Component;

/** The ways through versions of scenarios, by the zone and the quiet hours of the connection. */
@Component
public final class Courses {

    private final ScenarioRepository versions;
    private final Connections connections;
    private final ScenarioSettings settings;

    Courses(ScenarioRepository versions, Connections connections, ScenarioSettings settings) {
        this.versions = versions;
        this.connections = connections;
        this.settings = settings;
    }

    /** The way through a version; empty when it, or the connection, is gone. */
    public Optional<Course> of(UUID scenarioId, int version) {
        return versions.find(scenarioId)
                .flatMap(scenario -> connections.find(scenario.connectionId()))
                .flatMap(connection ->
                        versions.version(scenarioId, version).map(definition -> of(definition, connection)));
    }

    /** The way through what a version says. */
    public Course of(Definition definition, Connection connection) {
        return new Course(
                definition,
                connection.timeZone(),
                connection.options().sending().quietHours(),
                settings.lateness());
    }
}
