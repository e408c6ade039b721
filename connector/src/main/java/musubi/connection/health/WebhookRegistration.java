package musubi.connection.health;

import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.line.LineChannel;
import musubi.line.LineClient;
import musubi.line.LineException;
import musubi.line.WebhookEndpoint;
import musubi.line.WebhookTest;
import org.springframework.stereotype.Component;

/** Sets, checks and tests the webhook URL of a channel at LINE. */
@Component
public final class WebhookRegistration {

    private final LineClient line;

    WebhookRegistration(LineClient line) {
        this.line = line;
    }

    /**
     * Sets the webhook URL.
     *
     * @return problems by code; empty for a code that is no problem. A code that is left out is unknown
     */
    public Map<ProblemCode, Optional<Problem>> register(LineChannel channel, URI url) {
        var problems = new EnumMap<ProblemCode, Optional<Problem>>(ProblemCode.class);
        var refused = set(channel, url);
        problems.put(ProblemCode.WEBHOOK_NOT_SET, refused);
        if (refused.isEmpty()) {
            isOurs(problems);
        }
        try {
            var current = line.webhookEndpoint(channel);
            if (current.filter(endpoint -> endpoint.url().equals(url)).isPresent()) {
                // even if LINE refused it: a person has entered it in the LINE Developers console
                isOurs(problems);
            }
            current.ifPresent(endpoint -> problems.put(ProblemCode.WEBHOOK_OFF, switchedOff(endpoint)));
        } catch (LineException e) {
            // the URL was accepted or refused; whether webhooks are switched on is unknown
        }
        return problems;
    }

    /**
     * Checks the webhook URL without changing it.
     *
     * @return problems by code, as of {@link #register}
     * @throws LineException when LINE does not answer
     */
    Map<ProblemCode, Optional<Problem>> check(LineChannel channel, URI url) {
        var problems = new EnumMap<ProblemCode, Optional<Problem>>(ProblemCode.class);
        var current = line.webhookEndpoint(channel);
        if (current.filter(endpoint -> endpoint.url().equals(url)).isPresent()) {
            isOurs(problems);
        } else {
            problems.put(
                    ProblemCode.WEBHOOK_GONE,
                    current.isPresent() ? Optional.empty() : Optional.of(new Problem(ProblemCode.WEBHOOK_GONE)));
            problems.put(
                    ProblemCode.WEBHOOK_TAKEN, current.map(WebhookEndpoint::url).map(WebhookRegistration::taken));
        }
        current.ifPresent(endpoint -> problems.put(ProblemCode.WEBHOOK_OFF, switchedOff(endpoint)));
        return problems;
    }

    private static void isOurs(Map<ProblemCode, Optional<Problem>> problems) {
        for (var code : List.of(ProblemCode.WEBHOOK_NOT_SET, ProblemCode.WEBHOOK_GONE, ProblemCode.WEBHOOK_TAKEN)) {
            problems.put(code, Optional.empty());
        }
    }

    /** Names only the host of another tool's URL: the rest may hold secrets. */
    private static Problem taken(URI other) {
        return new Problem(ProblemCode.WEBHOOK_TAKEN, other.getHost() == null ? "?" : other.getHost());
    }

    private static Optional<Problem> switchedOff(WebhookEndpoint endpoint) {
        return endpoint.active() ? Optional.empty() : Optional.of(new Problem(ProblemCode.WEBHOOK_OFF));
    }

    /**
     * Makes LINE send a request without events to the URL.
     *
     * @throws LineException when LINE does not run the test
     */
    public WebhookTest test(LineChannel channel, URI url) {
        var isSet = line.webhookEndpoint(channel)
                .map(WebhookEndpoint::url)
                .filter(url::equals)
                .isPresent();
        return line.testWebhook(channel, isSet ? Optional.empty() : Optional.of(url));
    }

    private Optional<Problem> set(LineChannel channel, URI url) {
        try {
            line.setWebhookEndpoint(channel, url);
            return Optional.empty();
        } catch (LineException e) {
            return Optional.of(new Problem(
                    ProblemCode.WEBHOOK_NOT_SET, url.toString(), e.kind().name()));
        }
    }
}
