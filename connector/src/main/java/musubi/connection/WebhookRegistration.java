package musubi.connection;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import musubi.line.LineChannel;
import musubi.line.LineClient;
import musubi.line.LineException;
import musubi.line.WebhookEndpoint;
import musubi.line.WebhookTest;

/** Tells LINE where to send a channel's events, and a person what LINE does not let us do. */
final class WebhookRegistration {

    static final String NOT_SET = "The webhook URL is not set at LINE";
    static final String TAKEN = "Another webhook URL is set at LINE";
    static final String SWITCHED_OFF = "Webhooks are switched off at LINE";

    private final LineClient line;

    WebhookRegistration(LineClient line) {
        this.line = line;
    }

    /** By title, what a person has to do; empty where all is well. A title that is left out is not known. */
    Map<String, Optional<String>> register(LineChannel channel, URI url) {
        var problems = new LinkedHashMap<String, Optional<String>>();
        problems.put(NOT_SET, set(channel, url));
        if (problems.get(NOT_SET).isEmpty()) {
            problems.put(TAKEN, Optional.empty());
        }
        try {
            var there = line.webhookEndpoint(channel);
            if (there.filter(endpoint -> endpoint.url().equals(url)).isPresent()) {
                // refused or not, LINE has it: a person entered it in the console
                problems.put(NOT_SET, Optional.empty());
                problems.put(TAKEN, Optional.empty());
            }
            there.ifPresent(endpoint -> problems.put(SWITCHED_OFF, switchedOff(endpoint)));
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
    Map<String, Optional<String>> look(LineChannel channel, URI url) {
        var problems = new LinkedHashMap<String, Optional<String>>();
        var there = line.webhookEndpoint(channel);
        problems.put(
                NOT_SET,
                there.isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                "LINE has no webhook URL for this account any more, and sends nothing. Set it again:"
                                        + " POST /api/connections/{id}/webhook."));
        problems.put(
                TAKEN,
                there.map(WebhookEndpoint::url)
                        .filter(set -> !set.equals(url))
                        .map(set ->
                                "LINE sends what friends do to %s, and nothing to Musubi: somebody entered another webhook URL, or another tool did. Take it back (POST /api/connections/{id}/webhook), or delete this connection if that tool is to have it."
                                        .formatted(set.getHost() == null ? "another address" : set.getHost())));
        there.ifPresent(endpoint -> problems.put(SWITCHED_OFF, switchedOff(endpoint)));
        return problems;
    }

    private static Optional<String> switchedOff(WebhookEndpoint endpoint) {
        return endpoint.active()
                ? Optional.empty()
                : Optional.of("LINE sends nothing until \"Use webhook\" (Webhookの利用) is switched on: LINE Developers"
                        + " console, the channel's Messaging API tab, Webhook settings.");
    }

    WebhookTest test(LineChannel channel, URI url) {
        var set = line.webhookEndpoint(channel).map(WebhookEndpoint::url).filter(url::equals);
        return line.testWebhook(channel, set.isPresent() ? Optional.empty() : Optional.of(url));
    }

    private Optional<String> set(LineChannel channel, URI url) {
        try {
            line.setWebhookEndpoint(channel, url);
            return Optional.empty();
        } catch (LineException e) {
            return Optional.of(
                    switch (e.kind()) {
                        case REJECTED ->
                            "LINE does not take %s: it wants https with a certificate of a public authority. Set musubi.public-base-url to such an address, start again, and save the connection again (PATCH /api/connections/{id} with {}). (LINE Developers console, Messaging API tab, Webhook URL.)"
                                    .formatted(url);
                        case UNAUTHORIZED, FORBIDDEN, LIMITED, QUOTA, UNAVAILABLE, UNREACHABLE ->
                            "%s Then save the connection again (PATCH /api/connections/{id} with {}), or enter %s in the LINE Developers console (Messaging API tab, Webhook URL)."
                                    .formatted(e.failure().sentence(), url);
                    });
        }
    }
}
