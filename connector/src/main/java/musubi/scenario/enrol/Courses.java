package musubi.scenario.enrol;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.scenario.ScenarioSettings;
import musubi.scenario.course.Course;
import musubi.scenario.definition.Definition;
import musubi.scenario.definition.ShortWaits;
import musubi.scenario.store.ScenarioRepository;
import org.springframework.stereotype.Component;

/** The ways through versions of scenarios, by the zone and the quiet hours of the connection. */
@Component
public final class Courses {

    private static final Duration NEVER_LATE = Duration.ofDays(36_500);

    private final ScenarioRepository versions;
    private final Connections connections;
    private final ScenarioSettings settings;

    Courses(ScenarioRepository versions, Connections connections, ScenarioSettings settings) {
        this.versions = versions;
        this.connections = connections;
        this.settings = settings;
    }

    /**
     * The way through a version; empty when it, or the connection, is gone.
     *
     * @param test whether it is that of a test
     */
    Optional<Course> of(UUID scenarioId, int version, boolean test) {
        return versions.find(scenarioId)
                .flatMap(scenario -> connections.find(scenario.connectionId()))
                .flatMap(connection ->
                        versions.version(scenarioId, version).map(definition -> of(definition, connection, test)));
    }

    /** The same of what a version says. */
    public Course of(Definition definition, Connection connection, boolean test) {
        return test ? forTest(definition, connection) : of(definition, connection);
    }

    /** The way of a test: the same steps, each a few seconds after the one before, in quiet hours too; nothing is too late. */
    public Course forTest(Definition definition, Connection connection) {
        return new Course(ShortWaits.of(definition), connection.timeZone(), Optional.empty(), NEVER_LATE);
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
