package musubi.sandbox.line.messaging;

import java.util.List;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.account.Limit;
import musubi.sandbox.line.api.Call;
import musubi.sandbox.line.api.Route;

/** The month's messages. https://developers.line.biz/en/reference/messaging-api/#get-quota */
public final class QuotaApi {

    private QuotaApi() {}

    public static List<Route> routes() {
        return List.of(
                Route.bearer("GET", "/v2/bot/message/quota", Limit.DEFAULT, QuotaApi::quota),
                Route.bearer("GET", "/v2/bot/message/quota/consumption", Limit.DEFAULT, QuotaApi::consumption));
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
}
