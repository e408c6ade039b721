package musubi.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.Chat;
import musubi.sandbox.line.Friend;
import musubi.sandbox.line.LineStandIn;
import musubi.sandbox.line.Outcome;
import musubi.sandbox.line.Signature;
import tools.jackson.databind.node.ObjectNode;

/** Makes people on LINE act, over HTTP. */
final class LineActsControl {

    private final LineStandIn line;

    LineActsControl(LineStandIn line) {
        this.line = line;
    }

    List<ControlRoute> routes() {
        return List.of(
                new ControlRoute("POST", "/line/channels/{channelId}/acts", this::acts),
                new ControlRoute("POST", "/line/channels/{channelId}/crowd", this::crowd),
                new ControlRoute("POST", "/line/channels/{channelId}/groups", this::group),
                new ControlRoute("POST", "/line/channels/{channelId}/again", this::again),
                new ControlRoute("POST", "/line/channels/{channelId}/verify", this::verify),
                new ControlRoute("POST", "/line/channels/{channelId}/raw", this::raw));
    }

    /** The acts of a person. */
    private enum Act {
        FOLLOW,
        UNBLOCK,
        BLOCK,
        WRITE,
        STICKER,
        IMAGE,
        TAP,
        UNSEND,
        JOIN,
        LEAVE,
        UNKNOWN
    }

    /** All of them are understood before the first is done. */
    private ObjectNode acts(ControlCall call) {
        var channel = LineControl.channel(line, call);
        var input = call.input();
        var several = input.value("acts");
        var planned = new ArrayList<PlannedAct>();
        if (several.isPresent()) {
            var together = input.flag("together").orElse(false);
            var shuffled = input.flag("shuffled").orElse(false);
            input.end();
            for (var at = 0; at < several.get().size(); at++) {
                planned.add(act(channel, Input.of(several.get().path(at), "acts[%d]".formatted(at))));
            }
            if (!several.get().isArray() || planned.isEmpty()) {
                throw new BadInput("acts: (expected: a list of one act or more)");
            }
            return done(channel, planned, together, shuffled);
        }
        planned.add(act(channel, input));
        return done(channel, planned, false, false);
    }

    private record PlannedAct(Supplier<Friend> friend, Function<Friend, String> act) {}

    private static ObjectNode done(Channel channel, List<PlannedAct> planned, boolean together, boolean shuffled) {
        var answer = Json.object();
        var items = answer.putArray("items");
        Runnable all = () -> planned.forEach(act -> {
            var friend = act.friend().get();
            items.addObject().put("webhookEventId", act.act().apply(friend)).put("userId", friend.userId());
        });
        if (together) {
            channel.together(all);
        } else if (shuffled) {
            channel.shuffled(all);
        } else {
            all.run();
        }
        return answer;
    }

    /** Without a user id a new person acts. */
    private static PlannedAct act(Channel channel, Input input) {
        var act = input.choice("act", Act.class)
                .orElseThrow(() -> new BadInput("act: missing (expected one of: %s)".formatted(List.of(Act.values()))));
        var userId = input.text("userId");
        var displayName = input.text("displayName");
        var timestamp = input.moment("timestamp");
        var copies = input.number("copies", 1, 1_000).orElse(1);
        var standby = input.flag("standby").orElse(false);
        var hidden = input.flag("hideUserId").orElse(false);
        var unknownFields = input.flag("unknownFields").orElse(false);
        var signature = input.choice("signature", Signature.class).orElse(Signature.RIGHT);
        var does = does(channel, act, input);
        input.end();
        var known = userId.map(id -> LineControl.user(channel, id));
        return new PlannedAct(
                () -> {
                    var friend = known.orElseGet(() -> channel.newUser(displayName.orElse("花子")));
                    displayName.ifPresent(friend::displayName);
                    var acting = timestamp
                            .map(friend::at)
                            .orElse(friend)
                            .copies(copies)
                            .signed(signature);
                    acting = standby ? acting.inStandby() : acting;
                    acting = hidden ? acting.hidingUserId() : acting;
                    return unknownFields ? acting.withUnknownFields() : acting;
                },
                does);
    }

    private static Function<Friend, String> does(Channel channel, Act act, Input input) {
        var chat = input.text("chatId").map(id -> chat(channel, id));
        return switch (act) {
            case FOLLOW -> Friend::follow;
            case UNBLOCK -> Friend::unblock;
            case BLOCK -> Friend::block;
            case WRITE -> {
                var text = input.text("text").orElse("こんにちは");
                yield friend -> chat.map(where -> friend.writeIn(where, text)).orElseGet(() -> friend.write(text));
            }
            case STICKER -> Friend::sticker;
            case IMAGE -> Friend::image;
            case TAP -> {
                var data = input.requiredText("data");
                var params = input.texts("params");
                yield friend -> friend.tap(data, params);
            }
            case UNSEND -> {
                var messageId = input.requiredText("messageId");
                yield friend -> friend.unsend(messageId);
            }
            case JOIN -> {
                var where = chat.orElseThrow(LineActsControl::noChat);
                yield friend -> friend.join(where);
            }
            case LEAVE -> {
                var where = chat.orElseThrow(LineActsControl::noChat);
                yield friend -> friend.leave(where);
            }
            case UNKNOWN -> {
                var type = input.text("type").orElse("somethingNew");
                yield friend -> friend.unknown(type);
            }
        };
    }

    private static Chat chat(Channel channel, String id) {
        return channel.chat(id).orElseThrow(() -> new BadInput(404, "chatId %s: unknown".formatted(id)));
    }

    private static BadInput noChat() {
        return new BadInput("chatId: missing (expected: the id of a group or room)");
    }

    private ObjectNode crowd(ControlCall call) {
        var channel = LineControl.channel(line, call);
        var input = call.input();
        var count = input.number("count", 1, 1_000_000)
                .orElseThrow(() -> new BadInput("count: missing (expected: a whole number, 1..1000000)"));
        var wait = input.millis("waitMillis").orElse(Duration.ofMinutes(1));
        input.end();
        var start = System.nanoTime();
        channel.crowd(count);
        var handedOver = System.nanoTime() - start;
        var settled = channel.awaitWebhooks(wait);
        var answer = Json.object()
                .put("count", count)
                .put("handedOverMillis", handedOver / 1_000_000)
                .put("settled", settled)
                .put("tookMillis", (System.nanoTime() - start) / 1_000_000);
        answer.set("webhooks", LineControl.traffic(channel));
        return answer;
    }

    private ObjectNode group(ControlCall call) {
        var channel = LineControl.channel(line, call);
        var input = call.input();
        var name = input.text("name");
        input.end();
        var chat = name.map(channel::newGroup).orElseGet(channel::newRoom);
        return Json.object().put("chatId", chat.id()).put("name", chat.name());
    }

    private ObjectNode again(ControlCall call) {
        var channel = LineControl.channel(line, call);
        var input = call.input();
        var eventId = input.requiredText("webhookEventId");
        var redelivery = input.flag("redelivery").orElse(false);
        input.end();
        channel.again(eventId, redelivery);
        return Json.object().put("webhookEventId", eventId);
    }

    private ObjectNode verify(ControlCall call) {
        call.input().end();
        return described(LineControl.channel(line, call).verifyWebhook());
    }

    private ObjectNode raw(ControlCall call) {
        var signature = call.parameter("signature").orElse("RIGHT");
        for (var known : Signature.values()) {
            if (known.name().equals(signature)) {
                return described(
                        LineControl.channel(line, call).raw(call.request().body(), known));
            }
        }
        throw new BadInput("signature: %s (expected one of: %s)".formatted(signature, List.of(Signature.values())));
    }

    private static ObjectNode described(Outcome outcome) {
        return Json.object()
                .put("acknowledged", outcome.acknowledged())
                .put("status", outcome.status())
                .put("failure", outcome.failure().map(Enum::name).orElse(null))
                .put("tookMillis", outcome.took().toNanos() / 1_000_000.0);
    }
}
