package musubi.sandbox.line.messaging;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.account.Account;
import musubi.sandbox.line.account.Limit;
import musubi.sandbox.line.account.Person;
import musubi.sandbox.line.api.Call;
import musubi.sandbox.line.api.Refusal;
import musubi.sandbox.line.api.Route;
import musubi.sandbox.line.message.MessageCheck;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends messages. LINE accepts messages that it cannot deliver: 200 for people who block or are not friends, who are not
 * counted. https://developers.line.biz/en/reference/messaging-api/#messages
 */
public final class MessageApi {

    private MessageApi() {}

    public static List<Route> routes() {
        return List.of(
                Route.bearer("POST", "/v2/bot/message/reply", Limit.DEFAULT, MessageApi::reply),
                Route.bearer("POST", "/v2/bot/message/push", Limit.DEFAULT, MessageApi::push),
                Route.bearer("POST", "/v2/bot/message/multicast", Limit.perSecond(200), MessageApi::multicast),
                Route.bearer("POST", "/v2/bot/message/broadcast", Limit.perHour(60), MessageApi::broadcast),
                Route.bearer("POST", "/v2/bot/message/validate/{kind}", Limit.DEFAULT, MessageApi::validate));
    }

    private static Answer reply(Call call) {
        var body = call.json();
        var messages = messages(body);
        var chatId = call.account()
                .replyTokens()
                .use(body.path("replyToken").asString(""))
                .orElseThrow(() -> new Refusal(400, "Invalid reply token"));
        deliver(call.account(), "reply", receivers(call.account(), chatId), messages, "");
        return Answer.json(200, sent(call.account(), messages));
    }

    private static Answer push(Call call) {
        var account = call.account();
        var body = call.json();
        var messages = messages(body);
        var unit = unit(body);
        var to = body.path("to").asString("");
        if (!to.matches("[UCR][0-9a-f]{32}")) {
            throw invalid("to");
        }
        return call.once(() -> {
            if (account.people().find(to) == null && account.chat(to).isEmpty()) {
                throw new Refusal(400, "Failed to send messages");
            }
            send(account, "push", receivers(account, to), messages, unit);
            return sent(account, messages);
        });
    }

    private static Answer multicast(Call call) {
        var account = call.account();
        var body = call.json();
        var messages = messages(body);
        var unit = unit(body);
        var to = body.path("to").valueStream().map(JsonNode::asString).toList();
        if (to.isEmpty() || to.size() > 500) {
            throw Refusal.properties(Map.of("to", "Size must be between 1 and 500"));
        }
        for (var at = 0; at < to.size(); at++) {
            if (!PeopleApi.isUserId(to.get(at))) {
                throw invalid("to[%d]".formatted(at));
            }
        }
        return call.once(() -> {
            var receivers = new LinkedHashSet<>(to)
                    .stream()
                            .map(account.people()::find)
                            .filter(Objects::nonNull)
                            .toList();
            send(account, "multicast", receivers, messages, unit);
            return Json.object();
        });
    }

    private static Answer broadcast(Call call) {
        var account = call.account();
        var messages = messages(call.json());
        return call.once(() -> {
            send(account, "broadcast", account.people().from(0, Integer.MAX_VALUE), messages, "");
            return Json.object();
        });
    }

    private static Answer validate(Call call) {
        if (!List.of("reply", "push", "multicast", "narrowcast", "broadcast").contains(call.value("kind"))) {
            throw new Refusal(404, "Not found");
        }
        var _ = messages(call.json());
        return Answer.json(200, Json.object());
    }

    private static void send(
            Account account, String kind, List<Person> receivers, List<JsonNode> messages, String unit) {
        var reached = receivers.stream().filter(MessageApi::isReachable).toList();
        if (!account.quota().take(reached.size())) {
            throw new Refusal(429, "You have reached your monthly limit.");
        }
        deliver(account, kind, reached, messages, unit);
    }

    private static void deliver(
            Account account, String kind, List<Person> receivers, List<JsonNode> messages, String unit) {
        var counted = !unit.isEmpty() && account.units().use(unit) ? unit : "";
        var bytes = Json.bytes(messages);
        var now = account.clock().instant();
        receivers.forEach(person -> person.receive(now, bytes, counted));
        account.sent().add(kind, receivers.size());
    }

    /** The 1 to 5 messages of the body, all valid. */
    private static List<JsonNode> messages(JsonNode body) {
        var wrong = MessageCheck.of(body);
        if (!wrong.isEmpty()) {
            throw Refusal.properties(wrong);
        }
        return body.path("messages").valueStream().toList();
    }

    private static List<Person> receivers(Account account, String chatId) {
        var chat = account.chat(chatId);
        var userIds = chat.isPresent() ? chat.get().members() : List.of(chatId);
        var receivers = new ArrayList<Person>();
        for (var userId : userIds) {
            var person = account.people().find(userId);
            if (person != null) {
                receivers.add(person);
            }
        }
        return receivers;
    }

    private static boolean isReachable(Person person) {
        return !person.blocking && (person.following || person.hasWritten);
    }

    private static ObjectNode sent(Account account, List<JsonNode> messages) {
        var answer = Json.object();
        var sent = answer.putArray("sentMessages");
        for (var message : messages) {
            var one = sent.addObject().put("id", account.ids().digits(18));
            if (MessageCheck.isQuotable(message)) {
                one.put("quoteToken", account.ids().letters(80));
            }
        }
        return answer;
    }

    /** The name of the unit; empty: none. */
    private static String unit(JsonNode body) {
        if (body.path("customAggregationUnits").size() > 1) {
            throw Refusal.properties(Map.of("customAggregationUnits", "Size must be between 0 and 1"));
        }
        for (var unit : body.path("customAggregationUnits")) {
            if (!unit.asString("").matches("[a-zA-Z0-9_]{1,30}")) {
                throw Refusal.properties(Map.of("customAggregationUnits[0]", "invalid unit"));
            }
        }
        return body.path("customAggregationUnits").path(0).asString("");
    }

    private static Refusal invalid(String property) {
        return new Refusal(
                400, "The property, %s, in the request body is invalid (line: -, column: -)".formatted(property));
    }
}
