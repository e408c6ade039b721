package musubi.broadcast;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import musubi.broadcast.BroadcastProblem.Code;
import musubi.broadcast.audience.SortContacts;
import musubi.broadcast.prepare.BroadcastLinks;
import musubi.broadcast.store.BroadcastRepository;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.contact.LineProperty;
import musubi.content.Media;
import musubi.content.TestMark;
import musubi.delivery.days.SentDays;
import musubi.hubspot.CallPriority;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.line.LineMessages;
import musubi.line.SendOutcome;
import musubi.line.SendOutcome.Accepted;
import musubi.line.SendShare;
import musubi.message.CompiledMessage;
import musubi.message.CompiledMessage.Addresses;
import musubi.message.PropertyValue;
import musubi.message.Rendering;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends a broadcast to a few people as a test, each with their real values. No number of the broadcast changes, and nobody
 * else gets anything. */
@Component
public final class TestBroadcast {

    /** People of a test. */
    public static final int MAX_PEOPLE = 20;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String RECORD_ID = "hs_object_id";

    private final BroadcastRepository repository;
    private final CheckBroadcast check;
    private final BroadcastLinks broadcastLinks;
    private final Connections connections;
    private final HubSpotClient hubspot;
    private final LineMessages line;
    private final Media media;
    private final SentDays days;

    TestBroadcast(
            BroadcastRepository repository,
            CheckBroadcast check,
            BroadcastLinks broadcastLinks,
            Connections connections,
            HubSpotClient hubspot,
            LineMessages line,
            Media media,
            SentDays days) {
        this.repository = repository;
        this.check = check;
        this.broadcastLinks = broadcastLinks;
        this.connections = connections;
        this.hubspot = hubspot;
        this.line = line;
        this.media = media;
        this.days = days;
    }

    /**
     * What came of a test.
     *
     * @param sent messages that LINE accepted: of each person one for each variant
     * @param problems of those who got nothing
     */
    public record TestResult(int sent, List<BroadcastProblem> problems) {}

    /**
     * Sends it to these contacts. Waits for HubSpot and LINE, each as long as their timeouts.
     *
     * @param contactIds record ids, 1 to {@value #MAX_PEOPLE}
     * @throws BroadcastRefusedException when the message cannot be sent, or a contact gets none
     * @throws HubSpotException when HubSpot does not say who they are
     */
    public TestResult send(UUID id, List<String> contactIds) {
        var stored = repository.find(id).orElseThrow(() -> new UnknownBroadcastException(id));
        var connection = connections
                .find(stored.connectionId())
                .orElseThrow(() -> new UnknownConnectionException(stored.connectionId()));
        if (contactIds.isEmpty() || contactIds.size() > MAX_PEOPLE) {
            throw refused("contactIds", Code.TEST_PEOPLE, String.valueOf(MAX_PEOPLE));
        }
        var checked = check.check(stored);
        var wrong = checked.outlook().problems().stream()
                .filter(problem -> problem.ofMessage().isPresent()
                        || problem.code() == Code.NO_SUCH_MESSAGE
                        || problem.code() == Code.CONNECTION_PAUSED)
                .filter(problem -> !problem.isWarning())
                .toList();
        if (!wrong.isEmpty()) {
            throw new BroadcastRefusedException(wrong);
        }
        SendBroadcast.use(media, checked.variants());
        var people = read(
                connection, contactIds, checked.compiled().properties().stream().toList());
        return sent(
                connection,
                contactIds,
                people,
                checked,
                broadcastLinks.of(id, connection, stored.tracking(), checked.compiled()));
    }

    private static BroadcastRefusedException refused(String field, Code code, String... arguments) {
        return new BroadcastRefusedException(List.of(BroadcastProblem.of(field, code, arguments)));
    }

    private Map<String, ContactRecord> read(Connection connection, List<String> ids, List<String> needed) {
        var names = connection.propertyNames();
        var properties = new ArrayList<>(needed);
        properties.add(names.of(LineProperty.USER_ID));
        properties.add(names.of(LineProperty.FOLLOW));
        var valid =
                ids.stream().filter(id -> id.matches("\\d{1,18}")).distinct().toList();
        return valid.isEmpty()
                ? Map.of()
                : hubspot.read(
                                connections.hubspot(connection.id()).with(CallPriority.INTERACTIVE),
                                RECORD_ID,
                                valid,
                                properties)
                        .requireAll(valid)
                        .found();
    }

    private record Call(String contactId, CompletableFuture<SendOutcome> outcome) {}

    private TestResult sent(
            Connection connection,
            List<String> contactIds,
            Map<String, ContactRecord> people,
            CheckBroadcast.Checked checked,
            BroadcastLinks.Counted links) {
        var sort = new SortContacts(connection.propertyNames(), OptionalInt.empty(), Instant.EPOCH);
        var values = checked.compiled().values(connection);
        var problems = new ArrayList<BroadcastProblem>();
        var ready = new HashMap<String, List<List<JsonNode>>>();
        for (var i = 0; i < contactIds.size(); i++) {
            var field = "contactIds[%d]".formatted(i);
            var contact = people.get(contactIds.get(i));
            if (contact == null) {
                problems.add(BroadcastProblem.of(field, Code.TEST_NO_CONTACT, contactIds.get(i)));
                continue;
            }
            var leftOut = sort.leftOut(contact).filter(reason -> reason != LeftOut.OPTED_OUT);
            if (leftOut.isPresent()) {
                problems.add(BroadcastProblem.of(field, Code.TEST_NO_FRIEND, contactIds.get(i)));
                continue;
            }
            var messages = checked.compiled().messages();
            var rendered = IntStream.range(0, messages.size())
                    .mapToObj(variant ->
                            rendered(messages.get(variant), values.of(contact.properties()), links.forTest(variant)))
                    .flatMap(Optional::stream)
                    .toList();
            if (rendered.size() < messages.size()) {
                problems.add(BroadcastProblem.of(field, Code.TEST_VALUE_MISSING, contactIds.get(i)));
                continue;
            }
            ready.put(sort.userId(contact), rendered);
        }
        if (!problems.isEmpty()) {
            throw new BroadcastRefusedException(problems);
        }
        return sent(connection, ready);
    }

    private static Optional<List<JsonNode>> rendered(
            CompiledMessage message, Map<String, PropertyValue> values, Addresses addresses) {
        return message.render(values, addresses) instanceof Rendering.Ready ready
                ? Optional.of(TestMark.on(ready.messages()))
                : Optional.empty();
    }

    private TestResult sent(Connection connection, Map<String, List<List<JsonNode>>> ready) {
        var channel = connections.lineChannel(connection.id());
        var share = SendShare.ahead(UUID.randomUUID());
        var calls = new ArrayList<Call>();
        ready.forEach((userId, messages) -> messages.forEach(some -> {
            var body = JSON.createObjectNode().put("to", userId);
            body.set("messages", JSON.valueToTree(some));
            calls.add(new Call(
                    userId,
                    line.push(channel, share, UUID.randomUUID(), body.toString().getBytes(StandardCharsets.UTF_8))));
        }));
        var refused = calls.stream()
                .map(call -> call.outcome().join())
                .filter(outcome -> !(outcome instanceof Accepted))
                .toList();
        days.addTests(connection.id(), calls.size() - refused.size());
        return new TestResult(
                calls.size() - refused.size(),
                refused.isEmpty()
                        ? List.of()
                        : List.of(BroadcastProblem.of("", Code.TEST_REFUSED, String.valueOf(refused.size()))));
    }
}
