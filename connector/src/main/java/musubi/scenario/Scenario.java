package musubi.scenario;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.scenario.definition.Definition;

/**
 * A scenario, in its newest version.
 *
 * @param name for operators; 1 to {@link #MAX_NAME} characters
 * @param enabledAt since when its trigger puts people in; empty: it does not. Those who are in go on all the same
 * @param version 1, 2, …: a new one for each change of what people go through; older ones are kept as long as the scenario
 * @param revision 1, 2, …: a new one for each change
 */
public record Scenario(
        UUID id,
        UUID connectionId,
        String name,
        Optional<Instant> enabledAt,
        int version,
        int revision,
        Definition definition,
        Instant createdAt,
        Instant changedAt) {

    /** Characters of a name. */
    public static final int MAX_NAME = 100;

    /** Whether its trigger puts people in. */
    public boolean isEnabled() {
        return enabledAt.isPresent();
    }

    /** Leaves out what it says. */
    @Override
    public String toString() {
        return "Scenario[id=%s, version=%d]".formatted(id, version);
    }
}
