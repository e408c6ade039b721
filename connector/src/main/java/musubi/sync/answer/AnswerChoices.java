package musubi.sync.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.inbox.DeliveryChosen;
import musubi.line.LineFailure;
import musubi.line.LineMessages;
import musubi.line.SendOutcome;
import musubi.line.SendShare;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers friends who stopped broadcasts or asked for them again, by the reply token: at once, while HubSpot may be away, and free. What they
 * chose is on disk by then. The token is in memory only as long as the call takes, and LINE takes one answer by it: an event that comes
 * again is not answered twice, whichever node gets it. An answer that LINE does not take is let go (docs/adr/0048).
 */
@Component
class AnswerChoices implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerChoices.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** More than wait at any time: LINE's webhook is never held up, so what exceeds this is not answered. */
    private static final int MAX_WAITING = 1_000;

    private static final int MAX_REMEMBERED = 10_000;

    private final Connections connections;
    private final LineMessages messages;
    private final Map<UUID, Boolean> answered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };
    private final ThreadPoolExecutor starts = new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().daemon().name("answers").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    AnswerChoices(Connections connections, LineMessages messages) {
        this.connections = connections;
        this.messages = messages;
    }

    /** Returns at once. */
    @EventListener
    void chosen(DeliveryChosen choice) {
        if (isNew(choice.eventId())) {
            starts.execute(() -> answer(choice));
        }
    }

    /** LINE would refuse a second answer, but need not be asked. */
    private boolean isNew(UUID eventId) {
        synchronized (answered) {
            return answered.put(eventId, true) == null;
        }
    }

    private void answer(DeliveryChosen choice) {
        var id = choice.connectionId();
        try {
            var text = connections
                    .find(id)
                    .map(connection -> connection.options().optOut().answer(choice.optedOut()))
                    .orElse("");
            if (!text.isBlank()) {
                var body = JSON.writeValueAsBytes(Map.of(
                        "replyToken", choice.replyToken(), "messages", List.of(Map.of("type", "text", "text", text))));
                var ignored = messages.reply(connections.lineChannel(id), SendShare.ahead(id), body)
                        .thenAccept(outcome -> log(id, outcome));
            }
        } catch (UnknownConnectionException deleted) {
            LOG.debug("Connection {} was deleted before a friend could be answered", id);
        } catch (RuntimeException failure) {
            LOG.warn("A friend of connection {} could not be answered", id, failure);
        }
    }

    private static void log(UUID connectionId, SendOutcome outcome) {
        switch (outcome) {
            case SendOutcome.Accepted ignored -> {}
            case SendOutcome.NotAccepted refused -> log(connectionId, refused.failure());
            case SendOutcome.Unknown unknown -> log(connectionId, unknown.failure());
        }
    }

    private static void log(UUID connectionId, LineFailure failure) {
        LOG.info(
                "LINE did not take an answer to a friend of connection {}: {} (status {})",
                connectionId,
                failure.code(),
                failure.status());
    }

    @Override
    public void destroy() {
        starts.shutdownNow();
    }
}
