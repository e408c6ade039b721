package musubi.sandbox.line.messaging;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.Signature;
import musubi.sandbox.line.account.Account;
import musubi.sandbox.line.account.Limit;
import musubi.sandbox.line.api.Call;
import musubi.sandbox.line.api.Refusal;
import musubi.sandbox.line.api.Route;
import musubi.sandbox.line.webhook.WebhookUrl;

/** The bot itself and its webhook settings. https://developers.line.biz/en/reference/messaging-api/#webhook-settings */
public final class AccountApi {

    private AccountApi() {}

    public static List<Route> routes() {
        var endpoint = "/v2/bot/channel/webhook/endpoint";
        return List.of(
                Route.bearer("GET", "/v2/bot/info", Limit.DEFAULT, AccountApi::info),
                Route.bearer("GET", endpoint, Limit.perMinute(1_000), AccountApi::endpoint),
                Route.bearer("PUT", endpoint, Limit.perMinute(1_000), AccountApi::setEndpoint),
                Route.bearer("POST", "/v2/bot/channel/webhook/test", Limit.perHour(60), AccountApi::test));
    }

    private static Answer info(Call call) {
        var account = call.account();
        return Answer.json(
                200,
                Json.object()
                        .put("userId", account.botUserId())
                        .put("basicId", account.basicId())
                        .put("displayName", account.displayName())
                        .put("pictureUrl", "https://profile.line-scdn.net/" + account.botUserId())
                        .put("chatMode", "bot")
                        .put("markAsReadMode", "auto"));
    }

    private static Answer endpoint(Call call) {
        var account = call.account();
        var active = account.target().enabled();
        return Answer.json(
                200, Json.object().put("endpoint", endpointOf(account)).put("active", active));
    }

    private static Answer setEndpoint(Call call) {
        var url = call.json().path("endpoint");
        if (!url.isString()) {
            throw Refusal.properties(Map.of("endpoint", "must be specified"));
        }
        if (!WebhookUrl.isAllowed(url.asString())) {
            throw new Refusal(400, "Invalid webhook endpoint URL");
        }
        call.account().target().endpoint(url.asString());
        return Answer.json(200, Json.object());
    }

    private static Answer test(Call call) {
        var account = call.account();
        var given = call.json().path("endpoint");
        if (given.isString() && !WebhookUrl.isAllowed(given.asString())) {
            throw new Refusal(400, "Invalid webhook endpoint URL");
        }
        var url = given.isString() ? given.asString() : endpointOf(account);
        var sender = account.sender();
        var outcome = sender.post(url, sender.body(List.of()), Signature.RIGHT);
        return Answer.json(
                200,
                Json.object()
                        .put("success", outcome.acknowledged())
                        .put(
                                "timestamp",
                                Instant.now(account.clock())
                                        .truncatedTo(ChronoUnit.MILLIS)
                                        .toString())
                        .put("statusCode", outcome.status())
                        .put("reason", outcome.failure().map(Enum::name).orElse("OK"))
                        .put("detail", outcome.status() > 0 ? "" + outcome.status() : "Request failed: " + url));
    }

    private static String endpointOf(Account account) {
        var url = account.target().endpoint();
        if (url == null) {
            throw new Refusal(404, "Webhook endpoint not found");
        }
        return url;
    }
}
