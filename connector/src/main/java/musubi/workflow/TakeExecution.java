package musubi.workflow;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.content.SavedMessages;
import musubi.workflow.store.IntakeRepository;
import musubi.workflow.store.NewExecution;
import org.springframework.stereotype.Component;

/** Takes in an execution, or says why it cannot be carried out: then the workflow goes on at once. */
@Component
final class TakeExecution {

    /**
     * As long as a workflow waits. HubSpot repeats a request for up to three days; quiet hours, a day of lateness and LINE's 24 hours for the same
     * key come before.
     */
    static final Duration EXPIRATION = Duration.ofDays(7);

    /** LINE's, in UTF-16 units. */
    static final int MAX_TEXT = 5_000;

    private final Connections connections;
    private final SavedMessages messages;
    private final IntakeRepository repository;
    private final Clock clock;

    TakeExecution(Connections connections, SavedMessages messages, IntakeRepository repository, Clock clock) {
        this.connections = connections;
        this.messages = messages;
        this.repository = repository;
        this.clock = clock;
    }

    private static final class Wrong extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final ExecutionReason reason;

        Wrong(ExecutionReason reason) {
            // without a stack: it is an answer
            super(reason.name(), null, false, false);
            this.reason = reason;
        }
    }

    /** Stores it; returns why not, where it cannot be carried out. What is stored stays after a crash. */
    Optional<ExecutionReason> take(ExecutionRequest request) {
        try {
            return repository.add(execution(request)) ? Optional.empty() : Optional.of(ExecutionReason.NOT_CONNECTED);
        } catch (Wrong wrong) {
            // what was taken in before, and was right then, is answered as it was
            return repository.isThere(request.id()) ? Optional.empty() : Optional.of(wrong.reason);
        }
    }

    private NewExecution execution(ExecutionRequest request) {
        var all = ofPortal(request.portalId());
        if (all.isEmpty()) {
            throw new Wrong(ExecutionReason.NOT_CONNECTED);
        }
        var recordId = request.recordId().orElseThrow(() -> new Wrong(ExecutionReason.NOT_A_CONTACT));
        var inputs = request.inputs();
        var text = inputs.getOrDefault("text", "");
        if (text.length() > MAX_TEXT) {
            throw new Wrong(ExecutionReason.TEXT_TOO_LONG);
        }
        var chosen = Optional.ofNullable(inputs.get("message"));
        if (chosen.isPresent() != text.isEmpty()) {
            throw new Wrong(text.isEmpty() ? ExecutionReason.MESSAGE_MISSING : ExecutionReason.MESSAGE_AND_TEXT);
        }
        var message = chosen.map(id -> uuid(id, ExecutionReason.NO_SUCH_MESSAGE));
        var now = clock.instant();
        return new NewExecution(
                request.id(),
                message.map(id -> ofMessage(id, all, inputs)).orElseGet(() -> ofText(all, inputs)),
                request.callbackId(),
                recordId,
                message,
                text,
                whenQuiet(inputs),
                transactional(inputs),
                now,
                now.plus(NewExecution.MAX_LATE),
                now.plus(EXPIRATION));
    }

    private List<Connection> ofPortal(long portalId) {
        return connections.all().stream()
                .filter(connection -> connection.portalId() == portalId)
                .toList();
    }

    /** A message belongs to an account. */
    private UUID ofMessage(UUID id, List<Connection> all, Map<String, String> inputs) {
        var connectionId = messages.find(id)
                .map(message -> message.connectionId())
                .filter(owner ->
                        all.stream().anyMatch(connection -> connection.id().equals(owner)))
                .orElseThrow(() -> new Wrong(ExecutionReason.NO_SUCH_MESSAGE));
        if (inputs.containsKey("connection") && !ofText(all, inputs).equals(connectionId)) {
            throw new Wrong(ExecutionReason.NO_SUCH_MESSAGE);
        }
        return connectionId;
    }

    private static UUID ofText(List<Connection> all, Map<String, String> inputs) {
        var given = inputs.get("connection");
        if (given == null) {
            if (all.size() > 1) {
                throw new Wrong(ExecutionReason.CONNECTION_MISSING);
            }
            return all.getFirst().id();
        }
        var id = uuid(given, ExecutionReason.NO_SUCH_CONNECTION);
        return all.stream()
                .map(Connection::id)
                .filter(id::equals)
                .findFirst()
                .orElseThrow(() -> new Wrong(ExecutionReason.NO_SUCH_CONNECTION));
    }

    private static UUID uuid(String text, ExecutionReason otherwise) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw new Wrong(otherwise);
        }
    }

    private static WhenQuiet whenQuiet(Map<String, String> inputs) {
        try {
            return WhenQuiet.valueOf(inputs.getOrDefault("quietHours", WhenQuiet.WAIT.name()));
        } catch (IllegalArgumentException unknown) {
            throw new Wrong(ExecutionReason.WRONG_INPUT);
        }
    }

    private static boolean transactional(Map<String, String> inputs) {
        return switch (inputs.getOrDefault("transactional", "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Wrong(ExecutionReason.WRONG_INPUT);
        };
    }
}
