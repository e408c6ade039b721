package musubi.sandbox.hubspot.oauth;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import musubi.sandbox.http.Answer;

/** The page that an install link opens. Its layout is our own; it does what HubSpot's page does. */
final class ConsentPage {

    private ConsentPage() {}

    /** @param portals to choose from; the first is preselected */
    static Answer ask(AuthorizeRequest asked, List<Long> portals) {
        var first = portals.isEmpty() ? -1 : portals.getFirst();
        var choices = portals.stream()
                .map(id -> "<label><input type=\"radio\" name=\"portalId\" value=\"%d\"%s> Portal %d</label><br>"
                        .formatted(id, id == first ? " checked" : "", id))
                .collect(Collectors.joining("\n"));
        var scopes = asked.scopes().stream()
                .map(scope -> "<li><code>%s</code></li>".formatted(escaped(scope)))
                .collect(Collectors.joining("\n"));
        // without an action the form posts to the address of the page, its query included
        return page(200, "Connect " + asked.app().options().name(), """
                <p>The app <b>%s</b> (client ID %s) asks for access to:</p>
                <ul>%s</ul>
                <form method="post">
                <p>%s</p>
                <button name="answer" value="connect">Connect app</button>
                <button name="answer" value="cancel">Cancel</button>
                </form>
                """.formatted(
                escaped(asked.app().options().name()), escaped(asked.app().clientId()), scopes, choices));
    }

    static Answer refused(String text) {
        return page(400, "Couldn't complete the connection", """
                <p>%s Please contact the app developer.</p>
                """.formatted(escaped(text)));
    }

    private static Answer page(int status, String title, String body) {
        var html = """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>%1$s</title></head>
                <body><p><i>The sandbox, in the place of app.hubspot.com</i></p><h1>%1$s</h1>
                %2$s</body></html>
                """.formatted(escaped(title), body);
        return new Answer(
                status, Map.of("Content-Type", "text/html;charset=utf-8"), html.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
