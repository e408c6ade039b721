package musubi.sandbox;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.Consent;
import musubi.sandbox.line.IdTokenFlaw;
import musubi.sandbox.line.LineStandIn;
import musubi.sandbox.line.LoginChannel;
import musubi.sandbox.line.LoginChannelOptions;
import tools.jackson.databind.node.ObjectNode;

/** LINE Login's console and its consent screen, over HTTP. */
final class LoginControl {

    private static final String CHANNELS = "/line/login-channels";
    private static final String CHANNEL = CHANNELS + "/{loginChannelId}";

    private final LineStandIn line;

    LoginControl(LineStandIn line) {
        this.line = line;
    }

    List<ControlRoute> routes() {
        return List.of(
                new ControlRoute("GET", CHANNELS, this::channels),
                new ControlRoute("POST", CHANNELS, this::addChannel),
                new ControlRoute("GET", CHANNEL, call -> described(channel(call))),
                new ControlRoute("PATCH", CHANNEL, this::settings),
                new ControlRoute("GET", CHANNEL + "/users/{userId}", this::user),
                new ControlRoute("POST", CHANNEL + "/consent", this::consent));
    }

    private ObjectNode channels(ControlCall call) {
        var list = Json.object();
        var items = list.putArray("items");
        line.loginChannels().forEach(channel -> items.add(described(channel)));
        return list;
    }

    private ObjectNode addChannel(ControlCall call) {
        var input = call.input();
        var accountId = input.requiredText("channelId");
        var account = line.channels().stream()
                .filter(known -> known.id().equals(accountId))
                .findFirst()
                .orElseThrow(() -> new BadInput(404, "channelId %s: unknown".formatted(accountId)));
        var otherProvider = input.flag("otherProvider").orElse(false);
        var options = new LoginChannelOptions(
                account,
                input.text("displayName").orElse(account.displayName()),
                input.text("id").orElse(null),
                input.text("secret").orElse(null),
                texts(input, "callbackUrls").orElse(List.of()),
                input.flag("emailPermission").orElse(false),
                input.flag("published").orElse(true),
                input.flag("linked").orElse(!otherProvider),
                otherProvider);
        input.end();
        return described(line.addLoginChannel(options));
    }

    private ObjectNode settings(ControlCall call) {
        var channel = channel(call);
        var input = call.input();
        var changes = new ArrayList<Consumer<LoginChannel>>();
        texts(input, "callbackUrls").ifPresent(urls -> changes.add(it -> it.callbackUrls(urls)));
        input.flag("linked").ifPresent(on -> changes.add(it -> it.linked(on)));
        input.flag("emailPermission").ifPresent(on -> changes.add(it -> it.emailPermission(on)));
        input.flag("published").ifPresent(on -> changes.add(it -> it.published(on)));
        texts(input, "addTesters").ifPresent(userIds -> {
            var testers = userIds.stream()
                    .map(userId -> LineControl.user(channel.account(), userId))
                    .toList();
            changes.add(it -> testers.forEach(it::addTester));
        });
        texts(input, "nextIdToken").ifPresent(names -> {
            var flaws = flaws(names);
            changes.add(it -> it.nextIdToken(flaws));
        });
        input.end();
        changes.forEach(change -> change.accept(channel));
        return described(channel);
    }

    private ObjectNode user(ControlCall call) {
        var channel = channel(call);
        var friend = LineControl.user(channel.account(), call.value("userId"));
        return LineControl.described(friend).put("loginUserId", channel.userId(friend));
    }

    private ObjectNode consent(ControlCall call) {
        var channel = channel(call);
        var input = call.input();
        var authorizeUri = uri(input.requiredText("authorizeUri"));
        var consent = new Consent(
                input.flag("agree").orElse(true),
                input.flag("shareEmail").orElse(true),
                input.flag("addFriend").orElse(false));
        var userId = consent.agrees()
                ? input.requiredText("userId")
                : input.text("userId").orElse("");
        input.end();
        return Json.object()
                .put(
                        "redirectUri",
                        channel.consent(authorizeUri, userId, consent).toString());
    }

    private LoginChannel channel(ControlCall call) {
        try {
            return line.loginChannel(call.value("loginChannelId"));
        } catch (IllegalArgumentException e) {
            throw new BadInput(
                    404,
                    "login channel %s: unknown (expected one of: %s)"
                            .formatted(
                                    call.value("loginChannelId"),
                                    line.loginChannels().stream()
                                            .map(LoginChannel::id)
                                            .toList()));
        }
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new BadInput("authorizeUri: (expected: the address of the authorize page with its parameters)");
        }
    }

    private static Optional<List<String>> texts(Input input, String name) {
        return input.value(name).map(list -> {
            var texts = new ArrayList<String>();
            list.forEach(text -> texts.add(text.asString("")));
            if (!list.isArray() || texts.contains("")) {
                throw new BadInput("%s: %s (expected: a list of strings)".formatted(name, list));
            }
            return texts;
        });
    }

    private static EnumSet<IdTokenFlaw> flaws(List<String> names) {
        var flaws = EnumSet.noneOf(IdTokenFlaw.class);
        for (var name : names) {
            try {
                flaws.add(IdTokenFlaw.valueOf(name));
            } catch (IllegalArgumentException e) {
                throw new BadInput(
                        "nextIdToken: %s (expected some of: %s)".formatted(name, List.of(IdTokenFlaw.values())));
            }
        }
        return flaws;
    }

    private ObjectNode described(LoginChannel channel) {
        var described = Json.object()
                .put("id", channel.id())
                .put("displayName", channel.displayName())
                .put("secret", channel.secret())
                .put("channelId", channel.account().id())
                .put("linked", channel.linked())
                .put("otherProvider", channel.otherProvider())
                .put("emailPermission", channel.emailPermission())
                .put("published", channel.published())
                .put("authorizeUrl", line.url() + "/oauth2/v2.1/authorize");
        var urls = described.putArray("callbackUrls");
        channel.callbackUrls().forEach(urls::add);
        return described;
    }
}
