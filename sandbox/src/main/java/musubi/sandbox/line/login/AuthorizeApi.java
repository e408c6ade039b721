package musubi.sandbox.line.login;

import java.util.List;
import java.util.Map;
import musubi.sandbox.http.Answer;
import musubi.sandbox.line.Consent;
import musubi.sandbox.line.account.Account;
import musubi.sandbox.line.account.Limit;
import musubi.sandbox.line.api.Call;
import musubi.sandbox.line.api.Route;
import musubi.sandbox.line.login.Authorization.Asked;
import musubi.sandbox.line.login.Authorization.BotPrompt;
import musubi.sandbox.line.login.Authorization.Refused;
import musubi.sandbox.line.login.Authorization.SentBack;

/**
 * LINE Login's page in the browser. LINE's screens log the owner of the phone in; here one chooses the person. The form
 * posts to an address that contains the complete request, so the page needs no session.
 */
public final class AuthorizeApi {

    public static final String PATH = "/oauth2/v2.1/authorize";

    private final Logins logins;

    public AuthorizeApi(Logins logins) {
        this.logins = logins;
    }

    public List<Route> routes() {
        return List.of(
                Route.open("GET", PATH, Limit.DEFAULT, this::show),
                Route.open("POST", PATH, Limit.DEFAULT, this::clicked));
    }

    private Answer show(Call call) {
        var page = page(call);
        return switch (logins.asked(call.request().parameters())) {
            case Asked asked -> page.consent(asked);
            case Refused refused -> page.refused(refused);
            case SentBack back -> redirect(back);
        };
    }

    private Answer clicked(Call call) {
        var page = page(call);
        return switch (logins.asked(call.request().parameters())) {
            case Asked asked -> clicked(asked, call.request().form(), page);
            case Refused refused -> page.refused(refused);
            case SentBack back -> redirect(back);
        };
    }

    private Answer clicked(Asked asked, Map<String, String> form, ConsentPage page) {
        var agrees = "allow".equals(form.get("answer"));
        var other = form.getOrDefault("otherUserId", "").strip();
        var userId = other.isEmpty() ? form.getOrDefault("userId", "") : other;
        if (agrees && asksForFriendshipNext(asked, form, userId)) {
            return page.friendship(asked, userId, form.containsKey("email"));
        }
        var consent = new Consent(agrees, form.containsKey("email"), "add".equals(form.get("friend")));
        return switch (logins.consented(asked, userId, consent)) {
            case SentBack back -> redirect(back);
            case Refused refused -> page.refused(refused);
            case Asked again -> page.consent(again);
        };
    }

    private boolean asksForFriendshipNext(Asked asked, Map<String, String> form, String userId) {
        return asked.showsAccount()
                && asked.botPrompt() == BotPrompt.AGGRESSIVE
                && !form.containsKey("friend")
                && logins.refused(asked, userId).isEmpty()
                && !isFriend(asked.client().account(), userId);
    }

    private static boolean isFriend(Account account, String userId) {
        var person = account.people().find(userId);
        return person != null && person.isFriend();
    }

    private static ConsentPage page(Call call) {
        var language = ConsentPage.language(
                call.request().parameters().getOrDefault("ui_locales", ""),
                call.request().header("accept-language"));
        return new ConsentPage(language, PATH + "?" + call.request().query());
    }

    private static Answer redirect(SentBack back) {
        return Answer.empty(302).with("Location", back.location().toString()).with("Cache-Control", "no-store");
    }
}
