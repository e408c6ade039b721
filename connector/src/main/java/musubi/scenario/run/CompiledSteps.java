package musubi.scenario.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.content.KnownProperty;
import musubi.content.MessageCheck;
import musubi.content.SavedMessages;
import musubi.message.CompiledMessage;
import musubi.scenario.definition.StepAction;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The messages of steps, checked and ready to be rendered. A check asks HubSpot and LINE, so its result is kept for a while. Thread-safe. */
@Component
final class CompiledSteps {

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int MAX_KEPT = 500;

    private final MessageCheck check;
    private final SavedMessages saved;
    private final Clock clock;
    private final Map<Key, Kept> kept = new LinkedHashMap<>();

    CompiledSteps(MessageCheck check, SavedMessages saved, Clock clock) {
        this.check = check;
        this.saved = saved;
        this.clock = clock;
    }

    private record Key(UUID connectionId, JsonNode content) {}

    private record Kept(Optional<Compiled> compiled, Instant at) {}

    /** A message, and what is known of the properties that it names. */
    record Compiled(CompiledMessage message, Map<String, KnownProperty> known) {}

    /** Empty while it cannot be sent: the saved message is gone, or what it needs is. */
    Optional<Compiled> of(UUID connectionId, StepAction.Send send) {
        return send.message()
                .or(() -> send.messageId().flatMap(saved::find).map(message -> message.content()))
                .flatMap(content -> of(new Key(connectionId, content)));
    }

    /** Whether its saved message was deleted: nothing but an edit of the scenario helps. */
    boolean isGone(StepAction.Send send) {
        return send.messageId().filter(id -> saved.find(id).isEmpty()).isPresent();
    }

    private synchronized Optional<Compiled> of(Key key) {
        var now = clock.instant();
        var before = kept.get(key);
        if (before != null
                && !now.isBefore(before.at())
                && now.isBefore(before.at().plus(KEPT))) {
            return before.compiled();
        }
        var checked = check.check(key.connectionId(), key.content());
        var sendable = checked.problems().stream().allMatch(problem -> problem.isWarning());
        var compiled =
                checked.message().filter(_ -> sendable).map(message -> new Compiled(message, checked.properties()));
        kept.remove(key);
        if (kept.size() >= MAX_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        kept.put(key, new Kept(compiled, now));
        return compiled;
    }
}
