package musubi.content;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.UnknownConnectionException;
import musubi.content.MessageCheckProblem.Other;
import musubi.content.SavedMessageRefusedException.Reason;
import musubi.content.saved.SavedMessageRepository;
import musubi.message.MessageProblem.Code;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * The messages that operators saved, to be used by broadcasts and scenarios. Each was checked when it was saved; what it needs may be gone
 * since, so that it is checked again before it is sent. A connection that is deleted takes its messages along.
 */
@Component
public class SavedMessages {

    private final SavedMessageRepository messages;
    private final MessageCheck check;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SavedMessages(SavedMessageRepository messages, MessageCheck check, TransactionTemplate transaction, Clock clock) {
        this.messages = messages;
        this.check = check;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * A message that was saved.
     *
     * @param warnings what may surprise
     */
    public record Saved(SavedMessage message, List<MessageCheckProblem> warnings) {}

    /** Where a page of a list begins: after the message of that time and id. */
    public record Place(Instant createdAt, UUID id) {}

    /** One of them. */
    public Optional<SavedMessage> find(UUID id) {
        return messages.find(id);
    }

    /** The names of those of these that exist, by id. */
    public Map<UUID, String> names(Collection<UUID> ids) {
        return ids.isEmpty() ? Map.of() : messages.names(ids);
    }

    /**
     * A connection's messages, the oldest first.
     *
     * @param limit at least 1
     */
    public List<SavedMessage> list(UUID connectionId, Optional<Place> after, int limit) {
        return messages.list(connectionId, after, limit);
    }

    /**
     * Saves a message, once it was checked; see {@link MessageCheck#check} for how long that takes.
     *
     * @param content {@code {bubbles, quickReplies?, sender?, whenValueMissing?}}
     * @throws SavedMessageRefusedException when something is wrong with it, another one has its name, or there are {@value
     *     SavedMessage#MAX_COUNT} already
     * @throws UnknownConnectionException when there is no such connection
     */
    public Saved save(UUID connectionId, String name, JsonNode content) {
        var warnings = checked(connectionId, name, content);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var message = new SavedMessage(UUID.randomUUID(), connectionId, name.strip(), content, now, now);
        naming(() -> transaction.executeWithoutResult(_ -> {
            if (messages.lockedCount(connectionId) >= SavedMessage.MAX_COUNT) {
                throw conflict(MessageCheckProblem.of("", Other.TOO_MANY, String.valueOf(SavedMessage.MAX_COUNT)));
            }
            if (!messages.insert(message)) {
                throw new UnknownConnectionException(connectionId);
            }
        }));
        return new Saved(message, warnings);
    }

    /**
     * Gives a message another name and content.
     *
     * @return empty when there is none of that id
     * @throws SavedMessageRefusedException when something is wrong with it, or another one has its name
     */
    public Optional<Saved> replace(UUID id, String name, JsonNode content) {
        return find(id).flatMap(old -> {
            var warnings = checked(old.connectionId(), name, content);
            var changed = new SavedMessage(
                    id,
                    old.connectionId(),
                    name.strip(),
                    content,
                    old.createdAt(),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
            var isThere = new ArrayList<Boolean>();
            naming(() -> isThere.add(messages.update(changed)));
            return isThere.contains(true) ? Optional.of(new Saved(changed, warnings)) : Optional.empty();
        });
    }

    /** Returns false when there is none of that id. */
    public boolean delete(UUID id) {
        return messages.delete(id);
    }

    private List<MessageCheckProblem> checked(UUID connectionId, String name, JsonNode content) {
        var found = new ArrayList<MessageCheckProblem>();
        var shown = name.strip();
        if (shown.isEmpty()) {
            found.add(MessageCheckProblem.of("name", Code.MISSING));
        } else if (shown.length() > SavedMessage.MAX_NAME) {
            found.add(MessageCheckProblem.of("name", Code.TOO_LONG, SavedMessage.MAX_NAME, shown.length()));
        } else if (shown.codePoints().anyMatch(Character::isISOControl)) {
            found.add(MessageCheckProblem.of("name", Code.WRONG_TYPE, "text on one line"));
        }
        found.addAll(check.check(connectionId, content).problems());
        var wrong = found.stream().filter(problem -> !problem.isWarning()).toList();
        if (!wrong.isEmpty()) {
            throw new SavedMessageRefusedException(Reason.INVALID, wrong);
        }
        return found;
    }

    private static void naming(Runnable write) {
        try {
            write.run();
        } catch (DuplicateKeyException taken) {
            throw conflict(MessageCheckProblem.of("name", Other.NAME_TAKEN));
        }
    }

    private static SavedMessageRefusedException conflict(MessageCheckProblem problem) {
        return new SavedMessageRefusedException(Reason.CONFLICT, List.of(problem));
    }
}
