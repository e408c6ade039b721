package musubi.intake;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.contact.OptOutWords;
import musubi.inbox.Activity;
import musubi.inbox.Activity.Kind;
import musubi.inbox.DeliveryChosen;
import musubi.inbox.EventKind;
import musubi.inbox.EventPayload;
import musubi.inbox.EventQueue;
import musubi.inbox.InboxUnavailableException;
import musubi.inbox.MessageTakenBack;
import musubi.inbox.NewEvent;
import musubi.inbox.Sha256Id;
import musubi.line.LineSignature;
import musubi.system.Problems;
import musubi.system.trace.Span;
import musubi.system.trace.Traces;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import tools.jackson.core.JacksonException;

/**
 * {@code POST /webhooks/line/{connectionId}}: answers 200 only when the events are on disk, since LINE repeats (if at all) only requests that
 * were answered otherwise. A plain servlet, because this is the one path that has to be fast.
 *
 * @see <a href="https://developers.line.biz/en/docs/messaging-api/receiving-messages/">Receive messages</a>
 */
class LineWebhook extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final String ROUTE = "/webhooks/line/{connectionId}";
    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private final transient EventQueue queue;
    private final transient Activity activity;
    private final transient Connections connections;
    private final transient MeterRegistry metrics;
    private final transient Traces traces;
    private final transient ApplicationEventPublisher publisher;

    LineWebhook(
            EventQueue queue,
            Activity activity,
            Connections connections,
            MeterRegistry metrics,
            Traces traces,
            ApplicationEventPublisher publisher) {
        this.queue = queue;
        this.activity = activity;
        this.connections = connections;
        this.metrics = metrics;
        this.traces = traces;
        this.publisher = publisher;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var connectionId = connectionId(request);
        var secrets = connectionId.map(connections::channelSecrets).orElse(List.of());
        if (connectionId.isEmpty() || secrets.isEmpty()) {
            Problems.send(response, 404, "No such connection", "There is no connection at this address.");
            return;
        }
        var signature = request.getHeader("x-line-signature");
        // without a signature the body is not read; size and time of reading others are limited by the valve in front
        var body = signature == null ? new byte[0] : request.getInputStream().readAllBytes();
        if (signature == null || secrets.stream().noneMatch(secret -> LineSignature.matches(secret, body, signature))) {
            Problems.send(
                    response,
                    401,
                    "Signature does not match",
                    "The header x-line-signature is missing, or was made with another channel secret.");
            return;
        }
        try (var span = traces.request("POST").route(ROUTE).connection(connectionId.get())) {
            accept(connectionId.get(), body, response, span);
            span.status(response.getStatus());
        }
    }

    private void accept(UUID connectionId, byte[] body, HttpServletResponse response, Span span) throws IOException {
        WebhookBody webhook;
        try {
            webhook = WebhookBody.read(body);
        } catch (JacksonException ignored) {
            refused(connectionId, "body");
            Problems.send(
                    response,
                    400,
                    "Not a webhook body",
                    "A JSON object with an array \"events\", in UTF-8, was expected.");
            return;
        }
        var events = webhook.events();
        span.events(events.size());
        if (!events.isEmpty() && isForAnother(connectionId, webhook.destination())) {
            refused(connectionId, "destination");
            Problems.send(
                    response,
                    400,
                    "Events of another account",
                    "\"destination\" is not the account of this connection, although the signature matches. Check which"
                            + " channel's secret this connection has, and which webhook URL that channel.");
            return;
        }
        var changes = new ArrayList<NewEvent>();
        // for others within Musubi, once the events are on disk
        var news = new ArrayList<Object>();
        var words = words(connectionId);
        for (var event : events) {
            var userId = event.userId();
            var kind = LineEventType.kind(event, words);
            if (userId != null && kind.isPresent()) {
                var id = event.webhookEventId();
                var eventId = id == null ? Sha256Id.of(event.json()) : WebhookEventId.uuid(id);
                changes.add(new NewEvent(connectionId, eventId, userId, new EventPayload(kind.get(), event.json())));
                if (event.unsentMessageId() != null) {
                    news.add(new MessageTakenBack(connectionId, userId, event.unsentMessageId()));
                }
                if (event.replyToken() != null && (kind.get() == EventKind.OPT_OUT || kind.get() == EventKind.OPT_IN)) {
                    news.add(new DeliveryChosen(
                            connectionId, eventId, event.replyToken(), kind.get() == EventKind.OPT_OUT));
                }
            }
        }
        try {
            if (!changes.isEmpty()) {
                queue.append(changes);
            }
        } catch (InboxUnavailableException ignored) {
            response.setHeader("Retry-After", "5");
            Problems.send(response, 503, "Cannot be stored now", "Nothing was taken in. Send the same again later.");
            return;
        }
        activity.note(connectionId, Kind.HEARD);
        if (!changes.isEmpty()) {
            activity.note(connectionId, Kind.EVENT);
        }
        events.forEach(event -> count(connectionId, event));
        news.forEach(publisher::publishEvent);
        response.setContentType("application/json");
        response.setContentLength(EMPTY_OBJECT.length);
        response.getOutputStream().write(EMPTY_OBJECT);
    }

    private OptOutWords words(UUID connectionId) {
        return connections
                .find(connectionId)
                .map(connection -> connection.options().optOut().words())
                .orElse(OptOutWords.DEFAULT);
    }

    /**
     * Such events are refused, not dropped silently: LINE shows the error to the account's operators, and repeats the events where
     * they switched that on. A body without events, as LINE's own check sends it, is never refused.
     */
    private boolean isForAnother(UUID connectionId, @Nullable String destination) {
        return destination != null
                && connections
                        .find(connectionId)
                        .filter(connection -> !connection.botUserId().equals(destination))
                        .isPresent();
    }

    /** @param reason what was wrong with a body whose signature is right */
    private void refused(UUID connectionId, String reason) {
        metrics.counter("musubi.webhook.refused", "connection", connectionId.toString(), "reason", reason)
                .increment();
    }

    private void count(UUID connectionId, WebhookBody.Event event) {
        metrics.counter(
                        "musubi.webhook.events",
                        "connection",
                        connectionId.toString(),
                        "type",
                        LineEventType.label(event))
                .increment();
    }

    private static Optional<UUID> connectionId(HttpServletRequest request) {
        var path = request.getPathInfo();
        try {
            return path == null || path.length() != 37
                    ? Optional.empty()
                    : Optional.of(UUID.fromString(path.substring(1)));
        } catch (IllegalArgumentException ignored) {
            return Optional.empty();
        }
    }
}
