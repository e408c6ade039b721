package musubi.content;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.content.MessageCheckProblem.Other;
import musubi.content.saved.LineFields;
import musubi.content.saved.SampleValues;
import musubi.hubspot.CallPriority;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.line.LineException;
import musubi.line.LineMessages;
import musubi.line.LineSettings;
import musubi.message.CompiledMessage;
import musubi.message.CompiledMessage.NumberedLink;
import musubi.message.MessageContext;
import musubi.message.MessageReader;
import musubi.message.PropertyValue;
import musubi.message.Rendering;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether a message can be sent by a connection, and how it looks: by our own limits, by the properties of the portal, and by LINE, which is
 * shown a sample. A platform that does not answer is a warning: what it would say is not known then.
 */
@Component
public class MessageCheck {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RECORD_ID = "hs_object_id";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Connections connections;
    private final KnownProperties properties;
    private final MediaLibrary media;
    private final HubSpotClient hubspot;
    private final LineMessages line;
    private final MessageSource texts;
    private final boolean lineOnLoopback;

    MessageCheck(
            Connections connections,
            KnownProperties properties,
            MediaLibrary media,
            HubSpotClient hubspot,
            LineMessages line,
            LineSettings settings,
            MessageSource texts) {
        this.connections = connections;
        this.properties = properties;
        this.media = media;
        this.hubspot = hubspot;
        this.line = line;
        this.texts = texts;
        this.lineOnLoopback =
                LOOPBACK.contains(String.valueOf(settings.apiBaseUrl().getHost()));
    }

    /**
     * What comes of a check.
     *
     * @param message empty where something is wrong by our own limits or the properties
     * @param properties of the portal, those that the message names; none where they are not known
     * @param problems all of them, warnings too
     */
    public record Checked(
            Optional<CompiledMessage> message,
            Map<String, KnownProperty> properties,
            List<MessageCheckProblem> problems) {}

    /**
     * What a person would get.
     *
     * @param lineMessages LINE's message objects; none where something is wrong, or nothing is left to send
     * @param missing properties without a value and without a {@code default}
     * @param links in the order of the message
     * @param problems all of them, warnings too
     */
    public record Preview(
            List<JsonNode> lineMessages,
            Set<String> missing,
            List<NumberedLink> links,
            List<MessageCheckProblem> problems) {}

    /**
     * Checks a message. It takes at most one call of HubSpot and one of LINE, each as long as their timeouts.
     *
     * @param content {@code {bubbles, quickReplies?, sender?, whenValueMissing?}}
     * @throws UnknownConnectionException when there is no such connection
     */
    public Checked check(UUID connectionId, JsonNode content) {
        var connection = connections.find(connectionId).orElseThrow(() -> new UnknownConnectionException(connectionId));
        var reading = MessageReader.read(content);
        var problems = new ArrayList<>(
                reading.problems().stream().map(MessageCheckProblem::of).toList());
        if (reading.message().isEmpty()) {
            return new Checked(Optional.empty(), Map.of(), problems);
        }
        var known = known(connectionId, content);
        if (known.isEmpty()) {
            problems.add(MessageCheckProblem.of("", Other.PROPERTIES_NOT_ASKED));
        }
        var compilation = CompiledMessage.compile(reading.message().get(), context(connection, known));
        compilation.problems().stream().map(MessageCheckProblem::of).forEach(problems::add);
        var needed = new HashMap<>(known.orElse(Map.of()));
        compilation.message().ifPresent(message -> {
            needed.keySet().retainAll(message.properties());
            problems.addAll(saidByLine(connectionId, content, message, needed));
        });
        return new Checked(compilation.message(), needed, problems);
    }

    /** Empty where HubSpot does not say; none, without a call, where the message holds no token. */
    private Optional<Map<String, KnownProperty>> known(UUID connectionId, JsonNode content) {
        var text = content.toString();
        if (!text.contains("{{") && !text.contains("{%")) {
            return Optional.of(Map.of());
        }
        try {
            return Optional.of(properties.of(connectionId));
        } catch (HubSpotException unknown) {
            return Optional.empty();
        }
    }

    private MessageContext context(Connection connection, Optional<Map<String, KnownProperty>> known) {
        return new MessageContext(
                id -> media.find(connection.id(), id),
                texts.getMessage(
                        "message.picture", null, connection.options().language().locale()),
                lineOnLoopback,
                known.map(Map::keySet));
    }

    private List<MessageCheckProblem> saidByLine(
            UUID connectionId, JsonNode content, CompiledMessage message, Map<String, KnownProperty> known) {
        var sample = SampleValues.of(message.properties(), known).stream()
                .map(message::preview)
                .filter(Rendering.Ready.class::isInstance)
                .map(Rendering.Ready.class::cast)
                .findFirst();
        if (sample.isEmpty()) {
            return List.of();
        }
        var sent = sample.get().messages();
        try {
            return line
                    .validate(
                            connections.lineChannel(connectionId),
                            JSON.writeValueAsString(Map.of("messages", sent)).getBytes(StandardCharsets.UTF_8))
                    .stream()
                    .map(fault -> MessageCheckProblem.of(
                            // a bubble that the sample leaves out shifts those after it
                            sent.size() == content.path("bubbles").size()
                                    ? LineFields.of(content, fault.property())
                                    : "",
                            Other.LINE_REFUSES,
                            fault.text()))
                    .toList();
        } catch (LineException unknown) {
            return List.of(MessageCheckProblem.of("", Other.LINE_NOT_ASKED));
        }
    }

    /**
     * Checks a message and shows it.
     *
     * @param contactId a record id of the portal, whose values are filled in; empty: those that the message itself has for nobody
     * @throws SavedMessageRefusedException when there is no such contact
     * @throws HubSpotException when HubSpot does not say what the contact's values are
     * @throws UnknownConnectionException when there is no such connection
     */
    public Preview preview(UUID connectionId, JsonNode content, Optional<String> contactId) {
        var checked = check(connectionId, content);
        if (checked.message().isEmpty()) {
            return new Preview(List.of(), Set.of(), List.of(), checked.problems());
        }
        var message = checked.message().get();
        var values = contactId
                .filter(_ -> !message.properties().isEmpty())
                .map(id -> values(connectionId, id, message.properties(), checked.properties()))
                .orElse(Map.of());
        return switch (message.preview(values)) {
            case Rendering.Ready ready ->
                new Preview(ready.messages(), ready.missing(), message.links(), checked.problems());
            case Rendering.ValueMissing missing ->
                new Preview(List.of(), missing.properties(), message.links(), checked.problems());
            case Rendering.TooLong tooLong -> {
                var problems = new ArrayList<>(checked.problems());
                problems.add(MessageCheckProblem.of(tooLong.field(), Other.TOO_LONG_FOR_PERSON));
                yield new Preview(List.of(), Set.of(), message.links(), problems);
            }
        };
    }

    private Map<String, PropertyValue> values(
            UUID connectionId, String contactId, Set<String> names, Map<String, KnownProperty> known) {
        var connection = connections.find(connectionId).orElseThrow(() -> new UnknownConnectionException(connectionId));
        var found = contactId.matches("\\d{1,19}")
                ? Optional.ofNullable(hubspot.read(
                                connections.hubspot(connectionId).with(CallPriority.INTERACTIVE),
                                RECORD_ID,
                                List.of(contactId),
                                List.copyOf(names))
                        .found()
                        .get(contactId))
                : Optional.<ContactRecord>empty();
        var contact = found.orElseThrow(() -> new SavedMessageRefusedException(
                SavedMessageRefusedException.Reason.INVALID,
                List.of(MessageCheckProblem.of("contactId", Other.NO_SUCH_CONTACT))));
        var asked = new LinkedHashMap<>(contact.properties());
        asked.keySet().retainAll(names);
        return new ContactValues(known, connection).of(asked);
    }
}
