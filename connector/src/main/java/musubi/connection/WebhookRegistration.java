package musubi.connection;

import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import musubi.line.LineChannel;
import musubi.line.LineClient;
import musubi.line.LineException;
import musubi.line.WebhookEndpoint;
import musubi.line.WebhookTest;

/** Tells LINE where to send a channel's events, and a person what LINE does not let us do. */
final class WebhookRegistration {

    private final LineClient line;

    WebhookRegistration(LineClient line) {
        this.line = line;
    }

    /** By code, what a person has to look at; empty where all is well. A code that is left out is not known. */
    Map<ProblemCode, Optional<Problem>> register(LineChannel channel, URI url) {
        var problems = new EnumMap<ProblemCode, Optional<Problem>>(ProblemCode.class);
        var refused = set(channel, url);
        problems.put(ProblemCode.WEBHOOK_NOT_SET, refused);
        if (refused.isEmpty()) {
            isOurs(problems);
        }
        try {
            var there = line.webhookEndpoint(channel);
            if (there.filter(endpoint -> endpoint.url().equals(url)).isPresent()) {
                // refused or not, LINE has it: a person entered it in the console
                isOurs(problems);
            }
            there.ifPresent(endpoint -> problems.put(ProblemCode.WEBHOOK_OFF, switchedOff(endpoint)));
        } catch (LineException e) {
            // the address was taken or refused; whether the switch is on is not known
        }
        return problems;
    }

    /**
     * The same without changing anything: what became of it since.
     *
     * @throws LineException when LINE does not tell
     */
    Map<ProblemCode, Optional<Problem>> look(LineChannel channel, URI url) {
        var problems = new EnumMap<ProblemCode, Optional<Problem>>(ProblemCode.class);
        var there = line.webhookEndpoint(channel);
        if (there.filter(endpoint -> endpoint.url().equals(url)).isPresent()) {
            isOurs(problems);
        } else {
            problems.put(
                    ProblemCode.WEBHOOK_GONE,
                    there.isPresent() ? Optional.empty() : Optional.of(new Problem(ProblemCode.WEBHOOK_GONE)));
            problems.put(
                    ProblemCode.WEBHOOK_TAKEN, there.map(WebhookEndpoint::url).map(WebhookRegistration::taken));
        }
        there.ifPresent(endpoint -> problems.put(ProblemCode.WEBHOOK_OFF, switchedOff(endpoint)));
        return problems;
    }

    private static void isOurs(Map<ProblemCode, Optional<Problem>> problems) {
        for (var code : List.of(ProblemCode.WEBHOOK_NOT_SET, ProblemCode.WEBHOOK_GONE, ProblemCode.WEBHOOK_TAKEN)) {
            problems.put(code, Optional.empty());
        }
    }

    /** Of another tool's address only the host is told: the rest may hold its secrets. */
    private static Problem taken(URI other) {
        return new Problem(ProblemCode.WEBHOOK_TAKEN, other.getHost() == null ? "?" : other.getHost());
    }

    private static Optional<Problem> switchedOff(WebhookEndpoint endpoint) {
        return endpoint.active() ? Optional.empty() : Optional.of(new Problem(ProblemCode.WEBHOOK_OFF));
    }

    WebhookTest test(LineChannel channel, URI url) {
        var set = line.webhookEndpoint(channel).map(WebhookEndpoint::url).filter(url::equals);
        return line.testWebhook(channel, set.isPresent() ? Optional.empty() : Optional.of(url));
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
