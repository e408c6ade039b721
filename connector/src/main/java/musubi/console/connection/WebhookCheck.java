package musubi.console.connection;

import java.util.UUID;
import musubi.connection.Connections;
import musubi.line.LineException;
import musubi.line.LineFailure.Kind;
import org.springframework.stereotype.Component;

/** Has LINE send a test webhook to this Musubi, for a page. */
@Component
public class WebhookCheck {

    private final Connections connections;

    WebhookCheck(Connections connections) {
        this.connections = connections;
    }

    /**
     * The outcome.
     *
     * @param reached whether LINE got the answer it expects
     * @param reason LINE's code, {@code LIMITED} or {@code NOT_TRIED}; the end of a message key
     * @param message of LINE, in English
     */
    public record Outcome(boolean reached, String reason, String message) {}

    /** Calls LINE, which calls us; a failure of that call is an outcome too. */
    public Outcome run(UUID connectionId) {
        try {
            var test = connections.testWebhook(connectionId);
            return new Outcome(test.reached(), test.reason(), (test.status() + " " + test.detail()).strip());
        } catch (LineException e) {
            return new Outcome(
                    false,
                    e.kind() == Kind.LIMITED ? "LIMITED" : "NOT_TRIED",
                    e.failure().sentence());
        }
    }
}
