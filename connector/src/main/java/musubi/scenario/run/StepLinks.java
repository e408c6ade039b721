package musubi.scenario.run;

import java.util.Optional;
import musubi.connection.Connection;
import musubi.content.ReachableLinks;
import musubi.message.CompiledMessage;
import musubi.tracking.MessageLinks;
import musubi.tracking.TrackedLinks;
import musubi.tracking.step.ScenarioStep;
import org.springframework.stereotype.Component;

/** Makes links in messages of steps countable. */
@Component
final class StepLinks {

    private final TrackedLinks links;
    private final ReachableLinks reachable;

    StepLinks(TrackedLinks links, ReachableLinks reachable) {
        this.links = links;
        this.reachable = reachable;
    }

    /**
     * The counted links of a message, whose targets are kept before it is sent; empty where it has none, or friends could not open them.
     *
     * @throws RuntimeException when the database does not answer
     */
    Optional<MessageLinks> of(ScenarioStep step, Connection connection, CompiledMessage message) {
        if (message.links().isEmpty() || !reachable.areReachable()) {
            return Optional.empty();
        }
        var written = message.links().stream()
                .map(link -> new MessageLinks.Written(link.number(), link.url(), link.hasTokens(), link.title()))
                .toList();
        var counted = links.of(
                step, connection.id(), written, connection.options().sending().utm());
        return Optional.of(counted).filter(some -> !some.isEmpty());
    }
}
