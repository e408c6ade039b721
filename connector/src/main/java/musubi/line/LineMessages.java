package musubi.line;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import musubi.line.LineFailure.Kind;
import musubi.line.SendOutcome.Accepted;
import musubi.line.SendOutcome.MessageFault;
import musubi.line.SendOutcome.NotAccepted;
import musubi.line.SendOutcome.Unknown;
import musubi.line.http.ErrorClassifier;
import musubi.line.http.SendEndpoint;
import tools.jackson.databind.JsonNode;

/**
 * Sends messages, each call but an answer with a retry key that the caller has on disk before: LINE accepts a key once. Thread-safe; no thread waits.
 * A call waits up to 30 s for its turn at the rate limit of its endpoint and channel, and then fails after 15 s, the time for the whole
 * answer. A caller with many asks for {@code pushRoom} or {@code multicastRoom} first; a call without room is not made. Nothing is
 * repeated here, but a call whose stateless token LINE no longer accepts, with a new token.
 *
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/#send-push-message">Sending messages</a>
 */
public final class LineMessages {

    /** People in one multicast. */
    public static final int MAX_RECIPIENTS = 500;

    /** Names of units in a month. */
    public static final int MAX_UNITS = 1_000;

    private static final Pattern RECIPIENT = Pattern.compile("\\bto\\[(\\d{1,3})]");

    /** A person waits for each of these. */
    private static final SendShare VALIDATING = SendShare.ahead(new UUID(0, 0));

    private final LineClient client;

    public LineMessages(LineClient client) {
        this.client = client;
    }

    /**
     * To one person.
     *
     * @param body {@code {to, messages, customAggregationUnits?}}, the same at each attempt with this key
     * @return never completes exceptionally
     */
    public CompletableFuture<SendOutcome> push(LineChannel channel, SendShare share, UUID retryKey, byte[] body) {
        return send(SendEndpoint.PUSH, channel, share, Optional.of(retryKey), body);
    }

    /** How many pushes of a share may come now; from 0 to a few hundred, fewer the more shares there are. */
    public int pushRoom(LineChannel channel, SendShare share) {
        return client.of(channel).room(SendEndpoint.PUSH, share);
    }

    /**
     * To as many as {@link #MAX_RECIPIENTS} people.
     *
     * @param body {@code {to: [...], messages, customAggregationUnits?}}, the same at each attempt with this key
     * @return never completes exceptionally
     */
    public CompletableFuture<SendOutcome> multicast(LineChannel channel, SendShare share, UUID retryKey, byte[] body) {
        return send(SendEndpoint.MULTICAST, channel, share, Optional.of(retryKey), body);
    }

    /** How many multicasts of a share may come now; from 0 to a few hundred, fewer the more shares there are. */
    public int multicastRoom(LineChannel channel, SendShare share) {
        return client.of(channel).room(SendEndpoint.MULTICAST, share);
    }

    /**
     * Answers what a friend did a moment ago; free, it is not counted in the month's quota. LINE takes one answer by a reply token, within about
     * a minute, and no retry key: after {@link Unknown} nothing can be done.
     *
     * @param body {@code {replyToken, messages}}
     * @return never completes exceptionally
     * @see <a href="https://developers.line.biz/en/reference/messaging-api/#send-reply-message">Send reply message</a>
     */
    public CompletableFuture<SendOutcome> reply(LineChannel channel, SendShare share, byte[] body) {
        return send(SendEndpoint.REPLY, channel, share, Optional.empty(), body);
    }

    private CompletableFuture<SendOutcome> send(
            SendEndpoint endpoint, LineChannel channel, SendShare share, Optional<UUID> retryKey, byte[] body) {
        return client.of(channel)
                .post(endpoint, share, retryKey, body)
                .thenApply(this::outcome)
                .exceptionally(thrown -> withoutAnswer(ErrorClassifier.of(thrown, client.host())));
    }

    private SendOutcome outcome(HttpResponse<byte[]> response) {
        if (response.statusCode() / 100 == 2) {
            // whatever stands in the body, but for a page that something else than LINE answered
            return ErrorClassifier.body(response, client.host()).isObject()
                    ? new Accepted(false)
                    : new Unknown(ErrorClassifier.unreadable());
        }
        var body = ErrorClassifier.body(response, client.host());
        if (response.statusCode() == 409) {
            return new Accepted(true);
        }
        var failure = ErrorClassifier.ofStatus(
                response.statusCode(), body.path("message").asString(""));
        return failure.kind() == Kind.UNAVAILABLE
                ? new Unknown(failure)
                : response.statusCode() == 400
                        ? new NotAccepted(failure, recipient(body), messageFaults(body))
                        : new NotAccepted(failure);
    }

    /** No answer to the call itself: it was not made (no turn, no token), or nobody knows how far it came. */
    private static SendOutcome withoutAnswer(LineFailure failure) {
        return switch (failure.kind()) {
            case UNAUTHORIZED, FORBIDDEN, LIMITED, QUOTA, REJECTED -> new NotAccepted(failure);
            case UNAVAILABLE, UNREACHABLE -> new Unknown(failure);
        };
    }

    private static OptionalInt recipient(JsonNode body) {
        var said = RECIPIENT.matcher(body.path("message").asString("") + " " + body.path("details"));
        return said.find() ? OptionalInt.of(Integer.parseInt(said.group(1))) : OptionalInt.empty();
    }

    /**
     * What LINE finds wrong with messages; nothing is sent.
     *
     * @param body {@code {messages: [...]}}
     * @throws LineException when LINE does not say
     */
    public List<MessageFault> validate(LineChannel channel, byte[] body) {
        var response = client.await(client.of(channel).post(SendEndpoint.VALIDATE, VALIDATING, Optional.empty(), body));
        var said = ErrorClassifier.body(response, client.host());
        if (response.statusCode() == 200) {
            return List.of();
        }
        if (response.statusCode() != 400) {
            throw new LineException(ErrorClassifier.ofStatus(
                    response.statusCode(), said.path("message").asString("")));
        }
        var faults = faults(said);
        return faults.isEmpty()
                ? List.of(new MessageFault("", said.path("message").asString("")))
                : faults;
    }

    private static List<MessageFault> faults(JsonNode body) {
        return body.path("details")
                .valueStream()
                .map(detail -> new MessageFault(
                        detail.path("property").asString(""),
                        detail.path("message").asString("")))
                .toList();
    }

    private static List<MessageFault> messageFaults(JsonNode body) {
        return faults(body).stream()
                .filter(fault -> fault.property().startsWith("messages"))
                .toList();
    }

    /** How messages are sent. */
    public enum Way {
        PUSH("push"),
        MULTICAST("multicast");

        private final String name;

        Way(String name) {
            this.name = name;
        }
    }

    /** How many messages LINE sent in a day. One with several bubbles counts once for each person. */
    public sealed interface SentCount {

        /** The number. */
        record Ready(long messages) implements SentCount {}

        /** LINE has not counted that day yet. */
        record NotYet() implements SentCount {}

        /** LINE does not tell: the day is before LINE counted, or the number is too small for its privacy rules. */
        record NotTold() implements SentCount {}
    }

    /**
     * How many messages LINE sent in a day, as LINE itself counts them: without people who block the account. Known on the next day.
     *
     * @param day in Japan
     * @throws LineException when the call does not succeed
     */
    public SentCount sentCount(LineChannel channel, Way way, LocalDate day) {
        var count = client.await(client.of(channel)
                .getJson(
                        "sentCount",
                        "/v2/bot/message/delivery/%s?date=%s"
                                .formatted(way.name, DateTimeFormatter.BASIC_ISO_DATE.format(day))));
        return switch (count.path("status").asString("")) {
            case "ready" ->
                count.path("success").isIntegralNumber()
                        ? new SentCount.Ready(count.path("success").asLong(0))
                        : new SentCount.NotYet();
            case "out_of_service", "unavailable_for_privacy" -> new SentCount.NotTold();
            // also a word that nobody knows yet: it is asked again
            default -> new SentCount.NotYet();
        };
    }

    /** How many names of units were used this month, by any tool; LINE counts people for the first {@link #MAX_UNITS} of them. */
    public int usedUnits(LineChannel channel) {
        var used = client.await(client.of(channel).getJson("usedUnits", "/v2/bot/message/aggregation/info"))
                .path("numOfCustomAggregationUnits");
        if (!used.isIntegralNumber()) {
            throw new LineException(ErrorClassifier.unreadable());
        }
        return used.asInt(0);
    }

    /**
     * What people did with the messages of a unit. Only those with LINE on a phone.
     *
     * @param opened people to whom a bubble was shown; empty: fewer than 20
     * @param clicked people who opened an address; empty: fewer than 20
     */
    public record UnitNumbers(OptionalLong opened, OptionalLong clicked) {}

    /**
     * The numbers of a unit. LINE knows those of a day on the next one, changes nothing after 14 days, and takes 60 calls an hour for a
     * channel.
     *
     * @param from the first day, in Japan
     * @param to at most 30 days later
     * @throws LineException when the call does not succeed
     */
    public UnitNumbers unitNumbers(LineChannel channel, String unit, LocalDate from, LocalDate to) {
        var days = DateTimeFormatter.BASIC_ISO_DATE;
        var overview = client.await(client.of(channel)
                        .getJson(
                                "unitNumbers",
                                "/v2/bot/insight/message/event/aggregation?customAggregationUnit=%s&from=%s&to=%s"
                                        .formatted(unit, days.format(from), days.format(to))))
                .path("overview");
        if (!overview.isObject()) {
            throw new LineException(ErrorClassifier.unreadable());
        }
        return new UnitNumbers(number(overview.path("uniqueImpression")), number(overview.path("uniqueClick")));
    }

    private static OptionalLong number(JsonNode value) {
        return value.isIntegralNumber() ? OptionalLong.of(value.asLong(0)) : OptionalLong.empty();
    }
}
