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
    static final String SWITCHED_OFF = "Webhooks are switched off at LINE";

    private final LineClient line;

    WebhookRegistration(LineClient line) {
        this.line = line;
    }

    /** By title, what a person has to do; empty where all is well. A title that is left out is not known. */
    Map<String, Optional<String>> register(LineChannel channel, URI url) {
        var problems = new LinkedHashMap<String, Optional<String>>();
        problems.put(NOT_SET, set(channel, url));
        try {
            var there = line.webhookEndpoint(channel);
            if (there.filter(endpoint -> endpoint.url().equals(url)).isPresent()) {
                // refused or not, LINE has it: a person entered it in the console
                problems.put(NOT_SET, Optional.empty());
            }
            there.ifPresent(endpoint -> problems.put(
                    SWITCHED_OFF,
                    endpoint.active()
                            ? Optional.empty()
                            : Optional.of("LINE sends nothing until \"Use webhook\" (Webhookの利用) is switched on: LINE"
                                    + " Developers console, the channel's Messaging API tab, Webhook settings.")));
        } catch (LineException e) {
            // the address was taken or refused; whether the switch is on is not known
        }
        return problems;
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
