package musubi.sandbox.line.messaging;

import java.util.List;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.Chat;
import musubi.sandbox.line.account.Limit;
import musubi.sandbox.line.api.Call;
import musubi.sandbox.line.api.Refusal;
import musubi.sandbox.line.api.Route;

/** Groups and rooms. https://developers.line.biz/en/reference/messaging-api/#group */
public final class GroupApi {

    private static final int PAGE = 100;

    private final String kind;

    private GroupApi(String kind) {
        this.kind = kind;
    }

    public static List<Route> routes() {
        var group = new GroupApi("group");
        var room = new GroupApi("room");
        return List.of(
                Route.bearer("GET", "/v2/bot/group/{id}/summary", Limit.DEFAULT, group::summary),
                Route.bearer("GET", "/v2/bot/group/{id}/member/{userId}", Limit.DEFAULT, group::member),
                Route.bearer("GET", "/v2/bot/group/{id}/members/ids", Limit.DEFAULT, group::members),
                Route.bearer("GET", "/v2/bot/group/{id}/members/count", Limit.DEFAULT, group::count),
                Route.bearer("GET", "/v2/bot/room/{id}/member/{userId}", Limit.DEFAULT, room::member),
                Route.bearer("GET", "/v2/bot/room/{id}/members/ids", Limit.DEFAULT, room::members),
                Route.bearer("GET", "/v2/bot/room/{id}/members/count", Limit.DEFAULT, room::count));
    }

    private Answer summary(Call call) {
        var chat = chat(call);
        return Answer.json(200, Json.object().put("groupId", chat.id()).put("groupName", chat.name()));
    }

    /** Given regardless of friendship and block. */
    private Answer member(Call call) {
        var chat = chat(call);
        var userId = call.value("userId");
        if (!PeopleApi.isUserId(userId)) {
            throw PeopleApi.invalid("userId");
        }
        var person = call.account().people().find(userId);
        if (person == null || !chat.members().contains(userId)) {
            throw new Refusal(404, "Not found");
        }
        return Answer.json(200, person.memberProfile());
    }

    private Answer members(Call call) {
        if (!call.account().verified()) {
            throw new Refusal(403, "Access to this API is not available for your account");
        }
        var chat = chat(call);
        var members = chat.members();
        var place = PeopleApi.start(call, chat.id());
        var until = Math.min(members.size(), place + PAGE);
        var answer = Json.object();
        var memberIds = answer.putArray("memberIds");
        members.subList(Math.min(place, until), until).forEach(memberIds::add);
        if (until < members.size()) {
            answer.put("next", call.account().pages().next(chat.id(), until));
        }
        return Answer.json(200, answer);
    }

    private Answer count(Call call) {
        return Answer.json(200, Json.object().put("count", chat(call).members().size()));
    }

    private Chat chat(Call call) {
        var id = call.value("id");
        if (!id.matches((kind.equals("group") ? "C" : "R") + "[0-9a-f]{32}")) {
            throw PeopleApi.invalid(kind + "Id");
        }
        return call.account().chat(id).orElseThrow(() -> new Refusal(404, "Not found"));
    }
}
