package musubi.intake;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.contact.LineProperty;
import musubi.hubspot.HubSpotSettings;
import musubi.hubspot.HubSpotSignature;
import musubi.inbox.EventKind;
import musubi.inbox.EventPayload;
import musubi.inbox.EventQueue;
import musubi.inbox.FailedEvents;
import musubi.inbox.InboxUnavailableException;
import musubi.inbox.NewEvent;
import musubi.inbox.Sha256Id;
import musubi.system.Problems;
import musubi.system.PublicAddress;
import musubi.system.trace.Span;
import musubi.system.trace.Traces;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /webhooks/hubspot}: a contact's LINE user id was changed in HubSpot, or a contact was deleted or merged. Answers 200 also for
 * portals and events that concern no connection: HubSpot would repeat the request for a day.
 */
class HubSpotWebhook extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final String SIGNATURE = "X-HubSpot-Signature-v3";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final transient EventQueue queue;
    private final transient FailedEvents failures;
    private final transient Connections connections;
    private final transient HubSpotSettings settings;
    private final transient PublicAddress address;
    private final transient Traces traces;
    private final transient Clock clock;

    HubSpotWebhook(
            EventQueue queue,
            FailedEvents failures,
            Connections connections,
            HubSpotSettings settings,
            PublicAddress address,
            Traces traces,
            Clock clock) {
        this.queue = queue;
        this.failures = failures;
        this.connections = connections;
        this.settings = settings;
        this.address = address;
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // without a signature the body is not read; size and time of reading others are limited by the valve in front
        var body = request.getHeader(SIGNATURE) == null
                ? new byte[0]
                : request.getInputStream().readAllBytes();
        if (!isSigned(request, body)) {
            Problems.send(
                    response,
                    401,
                    "Signature does not match",
                    "A signature of version 3, not older than five minutes, made with musubi.hubspot.client-secret over"
                            + " musubi.public-base-url was expected.");
        } else {
            try (var span = traces.request("POST").route("/webhooks/hubspot")) {
                accept(body, response, span);
                span.status(response.getStatus());
            }
        }
    }

    private boolean isSigned(HttpServletRequest request, byte[] body) {
        var secret = settings.clientSecret();
        var query = request.getQueryString();
        return secret != null
                && HubSpotSignature.matches(
                        secret,
                        request.getMethod(),
                        address.base() + request.getRequestURI() + (query == null ? "" : "?" + query),
                        body,
                        request.getHeader("X-HubSpot-Request-Timestamp"),
                        request.getHeader(SIGNATURE),
                        clock.instant());
    }

    private void accept(byte[] body, HttpServletResponse response, Span span) throws IOException {
        var webhook = read(body);
        if (!webhook.isArray()) {
            Problems.send(response, 400, "Not a webhook body", "A JSON array of events, in UTF-8, was expected.");
            return;
        }
        span.events(webhook.size());
        var events = new ArrayList<NewEvent>();
        webhook.forEach(event -> events.addAll(changes(event)));
        try {
            if (!events.isEmpty()) {
                queue.append(events);
            }
            contactsGone(webhook);
        } catch (InboxUnavailableException ignored) {
            response.setHeader("Retry-After", "5");
            Problems.send(response, 503, "Cannot be stored now", "Nothing was taken in. Send the same again later.");
        }
    }

    private static JsonNode read(byte[] body) {
        try {
            return WebhookBody.isUtf8(body) ? JSON.readTree(body) : JSON.missingNode();
        } catch (JacksonException ignored) {
            return JSON.missingNode();
        }
    }

    /** Failed events about contacts that were deleted, or merged into another. */
    private void contactsGone(JsonNode webhook) {
        var gone = new HashMap<Long, Set<String>>();
        for (var event : webhook) {
            gone.computeIfAbsent(event.path("portalId").asLong(0), ignored -> new HashSet<>())
                    .addAll(gone(event));
        }
        for (var connection : connections.all()) {
            var recordIds = gone.getOrDefault(connection.portalId(), Set.of());
            if (!recordIds.isEmpty()) {
                failures.contactsGone(connection.id(), recordIds);
            }
        }
    }

    private static List<String> gone(JsonNode event) {
        var recordIds = new ArrayList<String>();
        switch (change(event)) {
            case "deletion", "privacyDeletion" ->
                recordIds.add(event.path("objectId").asString(""));
            case "merge" -> {
                recordIds.add(event.path("primaryObjectId").asString(""));
                event.path("mergedObjectIds").forEach(id -> recordIds.add(id.asString("")));
            }
            default -> {}
        }
        return recordIds;
    }

    /** What happened to a contact, such as {@code propertyChange}; empty when it happened to something else. */
    private static String change(JsonNode event) {
        var type =
                event.path("subscriptionType").asString(event.path("eventType").asString(""));
        if (type.startsWith("contact.")) {
            return type.substring("contact.".length());
        }
        return type.startsWith("object.")
                        && event.path("objectTypeId").asString("").equals("0-1")
                ? type.substring("object.".length())
                : "";
    }

    /** An event for each connection whose LINE user ids are in the changed property. */
    private List<NewEvent> changes(JsonNode event) {
        var value = event.path("propertyValue").asString("");
        if (!change(event).equals("propertyChange") || value.isEmpty() || isOurOwn(event)) {
            return List.of();
        }
        return connections.all().stream()
                .filter(connection -> isAbout(connection, event))
                .map(connection -> new NewEvent(
                        connection.id(),
                        Sha256Id.of(identity(event)),
                        value,
                        new EventPayload(EventKind.CONTACT_CHANGED, JSON.writeValueAsBytes(event))))
                .toList();
    }

    /**
     * Whether the change was made by the app that this webhook belongs to, which is this Musubi: it is known already. Where HubSpot does
     * not say so, the event is applied and changes nothing.
     */
    private static boolean isOurOwn(JsonNode event) {
        var app = event.path("appId").asString("");
        return event.path("changeSource").asString("").equals("INTEGRATION")
                && !app.isEmpty()
                && event.path("sourceId").asString("").equals(app);
    }

    private static boolean isAbout(Connection connection, JsonNode event) {
        return connection.options().useOutsideLineIds()
                && connection.portalId() == event.path("portalId").asLong(0)
                && connection
                        .propertyNames()
                        .of(LineProperty.USER_ID)
                        .equals(event.path("propertyName").asString(""));
    }

    /** Equal for repeats of an event. The event id alone is not unique; the number of the attempt differs between repeats. */
    private static String identity(JsonNode event) {
        var identity = new StringBuilder();
        for (var field : List.of("portalId", "subscriptionId", "objectId", "propertyName", "occurredAt", "eventId")) {
            identity.append(event.path(field).asString("")).append(' ');
        }
        return identity.toString();
    }
}
