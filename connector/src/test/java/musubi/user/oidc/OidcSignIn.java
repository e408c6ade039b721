package musubi.user.oidc;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import musubi.testing.BrowserWorld;
import musubi.testing.ConsoleSession;
import musubi.testing.OpenIdProvider;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;

/** Signs in at a provider as a browser does. */
public record OidcSignIn(OpenIdProvider provider) {

    static final String PASSWORD = BrowserWorld.PASSWORD;

    private static final String FIRST = "first@example.com";

    /** Settings of a Musubi where people sign in by the provider, with a first admin. */
    Map<String, Object> settings(Map<String, Object> more) {
        var settings = new HashMap<>(provider.settings());
        settings.put("musubi.admin.email", FIRST);
        settings.put("musubi.admin.password", PASSWORD);
        settings.putAll(more);
        return settings;
    }

    /** Settings of a Musubi where people sign in by the provider alone, which lets in everybody. */
    public static Map<String, Object> withoutPasswords() {
        return new OidcSignIn(OpenIdProvider.shared())
                .settings(Map.of(
                        "musubi.oidc.name",
                        "Café ID",
                        "musubi.oidc.new-people",
                        "operator",
                        "musubi.oidc.trust-email",
                        "true",
                        "musubi.password-login",
                        "false"));
    }

    /** The provider knows that Musubi, which has a first admin, as one that was just started. */
    void prepare(TestWorld world) {
        provider.allow(world.url());
        var people = world.bean(People.class);
        if (people.find(FIRST).isEmpty()) {
            people.create(FIRST, "First", PASSWORD, Scope.all(Role.ADMIN), Language.EN);
        }
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
