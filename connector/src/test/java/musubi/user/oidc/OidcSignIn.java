package musubi.user.oidc;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import musubi.testing.BrowserWorld;
import musubi.testing.ConsoleSession;
import musubi.testing.OpenIdProvider;
import musubi.testing.TestWorld;

/** Signs in at a provider as a browser does. */
record OidcSignIn(OpenIdProvider provider) {

    static final String PASSWORD = BrowserWorld.PASSWORD;

    /** Settings of a Musubi where people sign in by the provider, with a first admin. */
    Map<String, Object> settings(Map<String, Object> more) {
        var settings = new HashMap<>(provider.settings());
        settings.put("musubi.admin.email", "first@example.com");
        settings.put("musubi.admin.password", PASSWORD);
        settings.putAll(more);
        return settings;
    }

    /** Where an answer redirects to; empty when it does not. */
    static String at(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    /** The address at the provider to which the sign-in page sends the browser. */
    static URI begin(ConsoleSession session) {
        session.get("/login");
        return URI.create(at(session.get("/login/oidc")));
    }

    static String path(URI address) {
        return address.getRawPath() + "?" + address.getRawQuery();
    }

    /** The page that the browser ends on, relative to Musubi's address. */
    String signIn(TestWorld world, ConsoleSession session, String subject) {
        return at(session.get(path(provider.signIn(subject, begin(session)))))
                .replace(world.url().toString(), "");
    }

    /** The same in a new browser. */
    String signIn(TestWorld world, String subject) {
        return signIn(world, ConsoleSession.at(world.url()), subject);
    }
}
