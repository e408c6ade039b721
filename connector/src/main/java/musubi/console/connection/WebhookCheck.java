package musubi.console.connection;

import java.io.Serializable;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.line.LineException;
import musubi.line.LineFailure.Kind;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Has LINE send a test webhook to this Musubi, for a page. */
@Component
public class WebhookCheck {

    private final Connections connections;
    private final MessageSource messages;

    WebhookCheck(Connections connections, MessageSource messages) {
        this.connections = connections;
        this.messages = messages;
    }

    /**
     * The outcome.
     *
     * @param reached whether LINE got the answer it expects
     * @param reason LINE's code, {@code LIMITED} or {@code NOT_TRIED}; the end of a message key
     * @param message of LINE, in English, or ours, in the language of the page
     * @param ofLine whether the message is in LINE's words
     */
    public record Outcome(boolean reached, String reason, String message, boolean ofLine) implements Serializable {}

    /** Calls LINE, which calls us; a failure of that call is an outcome too. */
    public Outcome run(UUID connectionId) {
        try {
            var test = connections.testWebhook(connectionId);
            return new Outcome(test.reached(), test.reason(), (test.status() + " " + test.detail()).strip(), true);
        } catch (LineException e) {
            return new Outcome(
                    false,
                    e.kind() == Kind.LIMITED ? "LIMITED" : "NOT_TRIED",
                    messages.getMessage(e.failure().text(), LocaleContextHolder.getLocale()),
                    false);
        }
    }
}
