package musubi.sandbox.line.login;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import musubi.sandbox.http.Answer;
import musubi.sandbox.line.login.Authorization.Asked;
import musubi.sandbox.line.login.Authorization.BotPrompt;
import musubi.sandbox.line.login.Authorization.Refused;
import org.jspecify.annotations.Nullable;

/** Draws the consent screens in Japanese or English. */
final class ConsentPage {

    private static final int MAX_PEOPLE = 20;
    private static final String STYLE = """
            body{font-family:system-ui,sans-serif;background:#f3f4f5;color:#222;margin:0}
            main{max-width:26rem;margin:2rem auto;padding:1.5rem;background:#fff;border-radius:.75rem}
            h1{font-size:1rem;color:#06703a}fieldset{border:1px solid #ddd;border-radius:.5rem;margin:1rem 0}
            label{display:block;padding:.3rem 0}small{color:#666}input[type=text]{width:100%;box-sizing:border-box}
            button{font:inherit;padding:.6rem 1.2rem;border-radius:.4rem;border:1px solid #999;background:#fff}
            button.yes{background:#06703a;border-color:#06703a;color:#fff}""";

    private final ConsentText text;
    private final String action;

    /** @param action the address of the page with the complete request, to which the form posts */
    ConsentPage(ConsentText text, String action) {
        this.text = text;
        this.action = escaped(action);
    }

    /** The first supported language of those requested; Japanese when there is none. */
    static ConsentText language(String uiLocales, @Nullable String acceptLanguage) {
        var languages = uiLocales + " " + (acceptLanguage == null ? "" : acceptLanguage.replace(',', ' '));
        for (var tag : languages.toLowerCase(Locale.ROOT).split("\\s+", -1)) {
            for (var known : ConsentText.values()) {
                if (tag.matches(known.tag + "([-;].*)?")) {
                    return known;
                }
            }
        }
        return ConsentText.JAPANESE;
    }

    Answer consent(Asked asked) {
        var client = asked.client();
        var form = new StringBuilder("<p>%s</p><ul>".formatted(escaped(text.asks.formatted(client.displayName()))));
        form.append("<li>").append(text.userId).append("</li>");
        if (asked.scope().contains("profile")) {
            form.append("<li>").append(text.profile).append("</li>");
        }
        form.append("</ul>");
        if (asked.scope().contains("email")) {
            form.append(checkbox("email", "on", true, text.email));
        }
        form.append(people(client, asked.showsAccount()));
        if (asked.showsAccount() && asked.botPrompt() == BotPrompt.NORMAL) {
            form.append(checkbox(
                    "friend", "add", false, text.add.formatted(client.account().displayName())));
        }
        form.append(button("answer", "allow", "yes", text.allow)).append(button("answer", "cancel", "no", text.cancel));
        return page(200, form(form.toString()));
    }

    /** The separate screen after the consent, for {@code bot_prompt=aggressive}. */
    Answer friendship(Asked asked, String userId, boolean sharesEmail) {
        var form = new StringBuilder("<p>%s</p>"
                .formatted(escaped(
                        text.addQuestion.formatted(asked.client().account().displayName()))));
        form.append(hidden("answer", "allow")).append(hidden("userId", userId));
        if (sharesEmail) {
            form.append(hidden("email", "on"));
        }
        form.append(button("friend", "add", "yes", text.yes)).append(button("friend", "later", "no", text.later));
        return page(200, form(form.toString()));
    }

    Answer refused(Refused refused) {
        return page(400, "<p><strong>400 Bad Request</strong></p><p>%s</p>".formatted(escaped(refused.message())));
    }

    private String people(LoginClient client, boolean showsFriendship) {
        var people = client.account().people().from(0, MAX_PEOPLE);
        var list = new StringBuilder("<fieldset><legend>%s</legend>".formatted(text.who));
        if (people.isEmpty()) {
            list.append("<p>").append(text.nobody).append("</p>");
        }
        var checked = " checked";
        for (var person : people) {
            var note = showsFriendship && person.isFriend() ? " <small>(%s)</small>".formatted(text.friend) : "";
            list.append("<label><input type=\"radio\" name=\"userId\" value=\"%s\"%s> %s%s <small>%s</small></label>"
                    .formatted(
                            person.userId,
                            checked,
                            escaped(person.displayName),
                            note,
                            escaped(person.email == null ? "" : person.email)));
            checked = "";
        }
        if (client.account().people().count() > people.size()) {
            list.append(
                    "<details><summary>%s</summary><input type=\"text\" name=\"otherUserId\" autocomplete=\"off\"></details>"
                            .formatted(text.other));
        }
        return list.append("</fieldset>").toString();
    }

    private String form(String fields) {
        return "<form method=\"post\" action=\"%s\">%s</form>".formatted(action, fields);
    }

    private Answer page(int status, String content) {
        var html = """
                <!doctype html>
                <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title><style>%s</style></head><body><main><h1>%s</h1>%s</main></body></html>
                """.formatted(text.tag, text.title, STYLE, text.title, content);
        return new Answer(
                status,
                Map.of("Content-Type", "text/html;charset=utf-8", "Cache-Control", "no-store"),
                html.getBytes(StandardCharsets.UTF_8));
    }

    private static String checkbox(String name, String value, boolean checked, String label) {
        return "<label><input type=\"checkbox\" name=\"%s\" value=\"%s\"%s> %s</label>"
                .formatted(name, value, checked ? " checked" : "", escaped(label));
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(name, escaped(value));
    }

    private static String button(String name, String value, String style, String label) {
        return "<button name=\"%s\" value=\"%s\" class=\"%s\">%s</button> ".formatted(name, value, style, label);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
