package musubi.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.FailureReason;
import musubi.sandbox.line.Friend;
import musubi.sandbox.line.LineStandIn;
import musubi.sandbox.line.UserOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** LINE's console and its people, over HTTP. */
final class LineControl {

    private final LineStandIn line;

    LineControl(LineStandIn line) {
        this.line = line;
    }

    List<ControlRoute> routes() {
        return List.of(
                new ControlRoute("GET", "/line/channels", this::channels),
                new ControlRoute("POST", "/line/channels", this::addChannel),
                new ControlRoute("GET", "/line/channels/{channelId}", call -> described(channel(line, call))),
                new ControlRoute("PATCH", "/line/channels/{channelId}", this::settings),
                new ControlRoute("POST", "/line/channels/{channelId}/token", this::issueToken),
                new ControlRoute("DELETE", "/line/channels/{channelId}/token", this::revokeToken),
                new ControlRoute("GET", "/line/channels/{channelId}/users", this::users),
                new ControlRoute("POST", "/line/channels/{channelId}/users", this::addUser),
                new ControlRoute("GET", "/line/channels/{channelId}/users/{userId}", call -> described(user(call))),
                new ControlRoute("PATCH", "/line/channels/{channelId}/users/{userId}", this::changeUser),
                new ControlRoute("GET", "/line/channels/{channelId}/users/{userId}/received", this::received),
                new ControlRoute("POST", "/line/channels/{channelId}/users/{userId}/look", this::look),
                new ControlRoute("POST", "/line/channels/{channelId}/users/{userId}/click", this::click),
                new ControlRoute("GET", "/line/channels/{channelId}/webhooks", call -> traffic(channel(line, call))),
                new ControlRoute("GET", "/line/traffic", this::calls),
                new ControlRoute("POST", "/line/reset", this::reset));
    }

    static Channel channel(LineStandIn line, ControlCall call) {
        try {
            return line.channel(call.value("channelId"));
        } catch (IllegalArgumentException e) {
            throw new BadInput(
                    404,
                    "channel %s: unknown (expected one of: %s)"
                            .formatted(
                                    call.value("channelId"),
                                    line.channels().stream().map(Channel::id).toList()));
        }
    }

    private ObjectNode channels(ControlCall call) {
        var list = Json.object();
        var items = list.putArray("items");
        line.channels().forEach(channel -> items.add(described(channel)));
        return list;
    }

    private ObjectNode addChannel(ControlCall call) {
        var input = call.input();
        var options = ChannelOptions.named(input.text("displayName").orElse("Musubi Sandbox"));
        options = options.verified(input.flag("verified").orElse(true));
        options = input.text("id").map(options::id).orElse(options);
        options = input.text("secret").map(options::secret).orElse(options);
        options = input.text("accessToken").map(options::accessToken).orElse(options);
        var changes = changes(input);
        input.end();
        var channel = line.addChannel(options);
        changes.forEach(change -> change.on(channel));
        return described(channel);
    }

    private ObjectNode settings(ControlCall call) {
        var channel = channel(line, call);
        var input = call.input();
        var changes = changes(input);
        input.flag("verified").ifPresent(on -> changes.add(it -> it.verified(on)));
        input.text("displayName").ifPresent(name -> changes.add(it -> it.displayName(name)));
        input.end();
        changes.forEach(change -> change.on(channel));
        return described(channel);
    }

    @FunctionalInterface
    private interface Change {
        void on(Channel channel);
    }

    private static List<Change> changes(Input input) {
        var changes = new ArrayList<Change>();
        input.text("webhookEndpoint").ifPresent(url -> changes.add(channel -> channel.webhookEndpoint(url)));
        input.flag("useWebhook").ifPresent(on -> changes.add(channel -> channel.useWebhook(on)));
        input.flag("redelivery").ifPresent(on -> changes.add(channel -> channel.redelivery(on)));
        input.value("redeliveryDelaysMillis").ifPresent(delays -> {
            var durations = durations("redeliveryDelaysMillis", delays);
            changes.add(channel -> channel.redeliveryDelays(durations));
        });
        input.millis("webhookTimeoutMillis")
                .ifPresent(allowed -> changes.add(channel -> channel.webhookTimeout(allowed)));
        input.flag("rateLimits").ifPresent(on -> changes.add(channel -> channel.rateLimits(on)));
        input.millis("latencyMillis").ifPresent(latency -> changes.add(channel -> channel.latency(latency)));
        input.number("monthlyLimit", 0, Integer.MAX_VALUE)
                .ifPresent(limit -> changes.add(channel -> channel.monthlyLimit(OptionalLong.of(limit))));
        if (input.isNull("monthlyLimit")) {
            changes.add(channel -> channel.monthlyLimit(OptionalLong.empty()));
        }
        return changes;
    }

    static List<Duration> durations(String name, JsonNode delays) {
        var durations = new ArrayList<Duration>();
        for (var delay : delays) {
            if (delay.isInt() && delay.asInt() >= 0) {
                durations.add(Duration.ofMillis(delay.asInt()));
            }
        }
        if (!delays.isArray() || durations.size() != delays.size()) {
            throw new BadInput("%s: %s (expected: a list of whole numbers)".formatted(name, delays));
        }
        return durations;
    }

    private ObjectNode issueToken(ControlCall call) {
        call.input().end();
        return Json.object().put("accessToken", channel(line, call).issueAccessToken());
    }

    private ObjectNode revokeToken(ControlCall call) {
        call.input().end();
        channel(line, call).revokeAccessToken();
        return Json.object();
    }

    private ObjectNode users(ControlCall call) {
        var from = call.parameter("from", 0, 0, 100_000_000);
        var limit = call.parameter("limit", 100, 1, 10_000);
        var list = Json.object();
        var items = list.putArray("items");
        channel(line, call).users(from, limit).forEach(friend -> items.add(described(friend)));
        return list;
    }

    private ObjectNode addUser(ControlCall call) {
        var channel = channel(line, call);
        var input = call.input();
        var options = new UserOptions(
                input.requiredText("displayName"),
                input.text("userId").orElse(null),
                input.text("pictureUrl").orElse(null),
                input.text("statusMessage").orElse(null),
                input.isNull("language") ? null : input.text("language").orElse("ja"),
                input.text("email").orElse(null));
        var noConsent = input.flag("noConsent").orElse(false);
        input.end();
        var friend = channel.newUser(options);
        friend.noConsent(noConsent);
        return described(friend);
    }

    private ObjectNode changeUser(ControlCall call) {
        var friend = user(call);
        var input = call.input();
        var displayName = input.text("displayName");
        var pictureUrl = input.text("pictureUrl");
        var noPicture = input.isNull("pictureUrl");
        var email = input.text("email");
        var noEmail = input.isNull("email");
        var noConsent = input.flag("noConsent");
        input.end();
        displayName.ifPresent(friend::displayName);
        noConsent.ifPresent(friend::noConsent);
        if (noPicture || pictureUrl.isPresent()) {
            friend.pictureUrl(pictureUrl.orElse(null));
        }
        if (noEmail || email.isPresent()) {
            friend.email(email.orElse(null));
        }
        return described(friend);
    }

    private ObjectNode received(ControlCall call) {
        var list = Json.object();
        list.putArray("items").addAll(user(call).received());
        return list;
    }

    private ObjectNode look(ControlCall call) {
        call.input().end();
        user(call).look();
        return Json.object();
    }

    private ObjectNode click(ControlCall call) {
        var input = call.input();
        var url = input.requiredText("url");
        input.end();
        user(call).click(url);
        return Json.object();
    }

    private ObjectNode calls(ControlCall call) {
        var counts = Json.object();
        line.traffic().counts().forEach(counts::put);
        return counts;
    }

    private ObjectNode reset(ControlCall call) {
        call.input().end();
        line.reset();
        return Json.object();
    }

    private Friend user(ControlCall call) {
        return user(channel(line, call), call.value("userId"));
    }

    static Friend user(Channel channel, String userId) {
        try {
            return channel.user(userId);
        } catch (IllegalArgumentException e) {
            throw new BadInput(404, "userId %s: unknown in channel %s".formatted(userId, channel.id()));
        }
    }

    static ObjectNode traffic(Channel channel) {
        var webhooks = channel.webhooks();
        var traffic = Json.object().put("sent", webhooks.sent()).put("acknowledged", webhooks.acknowledged());
        var failed = traffic.putObject("failed");
        for (var reason : FailureReason.values()) {
            failed.put(reason.name(), webhooks.failed().getOrDefault(reason, 0L));
        }
        return traffic.put("waiting", webhooks.waiting())
                .put("pendingRedeliveries", webhooks.pendingRedeliveries())
                .put("givenUp", webhooks.givenUp())
                .put("dropped", webhooks.dropped())
                .put("ackP50Millis", webhooks.ackP50Millis())
                .put("ackP99Millis", webhooks.ackP99Millis());
    }

    static ObjectNode described(Friend friend) {
        return Json.object()
                .put("userId", friend.userId())
                .put("displayName", friend.displayName())
                .put("pictureUrl", friend.pictureUrl().orElse(null))
                .put("email", friend.email().orElse(null))
                .put("following", friend.isFollowing())
                .put("blocking", friend.isBlocking());
    }

    private static ObjectNode described(Channel channel) {
        return Json.object()
                .put("id", channel.id())
                .put("displayName", channel.displayName())
                .put("basicId", channel.basicId())
                .put("botUserId", channel.botUserId())
                .put("secret", channel.secret())
                .put("accessToken", channel.accessToken())
                .put("verified", channel.verified())
                .put("webhookEndpoint", channel.webhookEndpoint().orElse(null))
                .put("useWebhook", channel.useWebhook())
                .put("redelivery", channel.redelivery())
                .put("rateLimits", channel.rateLimits())
                .put("latencyMillis", channel.latency().toMillis())
                .put("users", channel.userCount());
    }
}
