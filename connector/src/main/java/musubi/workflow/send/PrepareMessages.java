package musubi.workflow.send;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import musubi.connection.Connection;
import musubi.content.ContactValues;
import musubi.content.Media;
import musubi.content.MessageCheck;
import musubi.content.MessageCheckProblem;
import musubi.content.MessageCheckProblem.Other;
import musubi.content.MessageMedia;
import musubi.content.SavedMessage;
import musubi.content.SavedMessages;
import musubi.hubspot.HubSpotException;
import musubi.workflow.ExecutionReason;
import musubi.workflow.store.TextCipher;
import musubi.workflow.store.WaitingExecution;
import org.springframework.stereotype.Component;

/** Makes the messages of executions ready. A saved one is checked as before a broadcast, and then known for a minute. */
@Component
final class PrepareMessages {

    private static final Duration KNOWN = Duration.ofMinutes(1);
    private static final int MAX_KNOWN = 200;

    private record Known(PreparedMessage message, Instant changedAt, Instant until) {}

    private final SavedMessages messages;
    private final MessageCheck check;
    private final Media media;
    private final TextCipher cipher;
    private final Clock clock;
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    PrepareMessages(SavedMessages messages, MessageCheck check, Media media, TextCipher cipher, Clock clock) {
        this.messages = messages;
        this.check = check;
        this.media = media;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** @throws HubSpotException when HubSpot does not say which properties there are: without them values cannot be shown as they should */
    PreparedMessage of(Connection connection, WaitingExecution execution) {
        if (execution.text().isPresent()) {
            return new PreparedMessage.Text(
                    cipher.decrypt(execution.id(), execution.text().get()));
        }
        return execution
                .messageId()
                .flatMap(messages::find)
                .filter(message -> message.connectionId().equals(connection.id()))
                .map(message -> of(connection, message))
                .orElseGet(() -> new PreparedMessage.Impossible(ExecutionReason.NO_SUCH_MESSAGE));
    }

    private PreparedMessage of(Connection connection, SavedMessage message) {
        var now = clock.instant();
        var before = known.get(message.id());
        if (before != null
                && before.changedAt().equals(message.updatedAt())
                && now.isBefore(before.until())
                && before.until().isBefore(now.plus(KNOWN.multipliedBy(2)))) {
            return before.message();
        }
        var prepared = checked(connection, message);
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        known.put(message.id(), new Known(prepared, message.updatedAt(), now.plus(KNOWN)));
        return prepared;
    }

    private PreparedMessage checked(Connection connection, SavedMessage message) {
        var checked = check.check(connection.id(), message.content());
        if (checked.problems().stream().anyMatch(problem -> problem.code().equals(Other.PROPERTIES_NOT_ASKED.name()))) {
            throw HubSpotException.notShownYet("HubSpot does not say which properties the portal has");
        }
        var isWrong = !checked.problems().stream().allMatch(MessageCheckProblem::isWarning);
        // pictures stay reachable from now on
        return isWrong || checked.message().isEmpty() || !media.used(MessageMedia.in(message.content()))
                ? new PreparedMessage.Impossible(ExecutionReason.MESSAGE_INVALID)
                : new PreparedMessage.Saved(
                        checked.message().get(), new ContactValues(checked.properties(), connection));
    }
}
