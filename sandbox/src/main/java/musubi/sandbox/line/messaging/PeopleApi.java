package musubi.sandbox.line.messaging;

import java.util.List;
import java.util.regex.Pattern;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.account.Limit;
import musubi.sandbox.line.api.Call;
import musubi.sandbox.line.api.Refusal;
import musubi.sandbox.line.api.Route;

/** Profiles and followers. https://developers.line.biz/en/reference/messaging-api/#users */
public final class PeopleApi {

    private static final Pattern USER_ID = Pattern.compile("U[0-9a-f]{32}");
    private static final int DEFAULT_PAGE = 300;
    private static final int MAX_PAGE = 1_000;

    private PeopleApi() {}

    public static List<Route> routes() {
        return List.of(
                Route.bearer("GET", "/v2/bot/profile/{userId}", Limit.DEFAULT, PeopleApi::profile),
                Route.bearer("GET", "/v2/bot/followers/ids", Limit.DEFAULT, PeopleApi::followers));
    }

    static boolean isUserId(String userId) {
        return USER_ID.matcher(userId).matches();
    }

    private static Answer profile(Call call) {
        var userId = call.value("userId");
        if (!isUserId(userId)) {
            throw invalid("userId");
        }
        var person = call.account().people().find(userId);
        if (person == null || !person.hasProfile()) {
            throw new Refusal(404, "Not found");
        }
        return Answer.json(200, person.profile());
    }

    private static Answer followers(Call call) {
        var account = call.account();
        if (!account.verified()) {
            throw new Refusal(403, "Access to this API is not available for your account");
        }
        var limit = limit(call.request().parameters().getOrDefault("limit", "" + DEFAULT_PAGE));
        var place = start(call, "followers");
        // LINE does not fill its pages: "doesn't have to reach the maximum number specified by limit"
        var wanted = limit - account.ids().below(limit / 5 + 1);
        var answer = Json.object();
        var userIds = answer.putArray("userIds");
        var people = account.people().from(place, Integer.MAX_VALUE);
        for (var person : people) {
            if (person.isListed() && userIds.size() == wanted) {
                return Answer.json(200, answer.put("next", account.pages().next("followers", place)));
            }
            place++;
            if (person.isListed()) {
                userIds.add(person.userId);
            }
        }
        return Answer.json(200, answer);
    }

    static int start(Call call, String list) {
        var start = call.request().parameters().get("start");
        return start == null
                ? 0
                : call.account().pages().place(list, start).orElseThrow(() -> new Refusal(400, "Invalid start param"));
    }

    static Refusal invalid(String parameter) {
        return new Refusal(400, "The value for the '%s' parameter is invalid".formatted(parameter));
    }

    private static int limit(String text) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX_PAGE) {
            throw invalid("limit");
        }
        return Integer.parseInt(text);
    }
}
