package musubi.sandbox.line.messaging;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.account.Limit;
import musubi.sandbox.line.api.Call;
import musubi.sandbox.line.api.Refusal;
import musubi.sandbox.line.api.Route;

/** The month's messages, and those of past days. https://developers.line.biz/en/reference/messaging-api/#get-quota */
public final class QuotaApi {

    private static final Set<String> KINDS = Set.of("reply", "push", "multicast", "broadcast");
    /** LINE began to count on this day. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2018, 3, 31);

    private QuotaApi() {}

    public static List<Route> routes() {
        return List.of(
                Route.bearer("GET", "/v2/bot/message/quota", Limit.DEFAULT, QuotaApi::quota),
                Route.bearer("GET", "/v2/bot/message/quota/consumption", Limit.DEFAULT, QuotaApi::consumption),
                Route.bearer("GET", "/v2/bot/message/delivery/{kind}", Limit.DEFAULT, QuotaApi::sent));
    }

    private static Answer quota(Call call) {
        var atMost = call.account().quota().atMost();
        var answer = Json.object();
        return Answer.json(
                200,
                atMost.isPresent()
                        ? answer.put("type", "limited").put("value", atMost.getAsLong())
                        : answer.put("type", "none"));
    }

    private static Answer consumption(Call call) {
        return Answer.json(
                200, Json.object().put("totalUsage", call.account().quota().used()));
    }

    /** LINE counts at night, in Japan. https://developers.line.biz/en/reference/messaging-api/#get-number-of-push-messages */
    private static Answer sent(Call call) {
        var kind = call.value("kind");
        if (!KINDS.contains(kind)) {
            throw new Refusal(404, "Not found");
        }
        var sent = call.account().sent();
        var day = InsightApi.day(call.request().parameters().getOrDefault("date", ""));
        if (!day.isBefore(sent.today())) {
            return Answer.json(200, Json.object().put("status", "unready"));
        }
        return Answer.json(
                200,
                day.isBefore(FIRST_DAY)
                        ? Json.object().put("status", "out_of_service")
                        : Json.object().put("status", "ready").put("success", sent.of(kind, day)));
    }
}
