package musubi.sandbox.line;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import musubi.sandbox.http.Request;
import musubi.sandbox.line.login.Authorization;
import musubi.sandbox.line.login.AuthorizeApi;
import musubi.sandbox.line.login.LoginClient;
import musubi.sandbox.line.login.Logins;

/** A LINE Login channel: its settings in LINE's console, and what people do on its consent screen. */
public final class LoginChannel {

    private final LoginClient client;
    private final Channel account;
    private final Logins logins;

    LoginChannel(LoginClient client, Channel account, Logins logins) {
        this.client = client;
        this.account = account;
        this.logins = logins;
    }

    /** The channel id: digits. The {@code client_id}, and the audience of id tokens. */
    public String id() {
        return client.id();
    }

    /** The channel secret: 32 hexadecimal digits; the key of id tokens. */
    public String secret() {
        return client.secret();
    }

    /** The name shown on the consent screen. */
    public String displayName() {
        return client.displayName();
    }

    /** The channel whose people log in here; the linked official account where {@link #linked()}. */
    public Channel account() {
        return account;
    }

    /** Whether the official account belongs to another provider. */
    public boolean otherProvider() {
        return client.otherProvider();
    }

    /** The registered callback URLs. */
    public List<String> callbackUrls() {
        return client.callbackUrls();
    }

    /** Registers these callback URLs in place of those before, 1 to 400. */
    public void callbackUrls(List<String> callbackUrls) {
        client.callbackUrls(LoginChannelOptions.checked(callbackUrls));
    }

    /** Whether the scope {@code email} may be asked for. */
    public boolean emailPermission() {
        return client.emailPermission();
    }

    /** Grants or withdraws the e-mail permission. */
    public void emailPermission(boolean granted) {
        client.emailPermission(granted);
    }

    /** Whether everybody may log in; otherwise testers only. */
    public boolean published() {
        return client.published();
    }

    /** Publishes the channel, or returns it to development, which LINE does not allow. */
    public void published(boolean published) {
        client.published(published);
    }

    /** Allows a person to log in while the channel is in development. */
    public void addTester(Friend friend) {
        client.addTester(friend.userId());
    }

    /** Whether the official account is linked. */
    public boolean linked() {
        return client.linked();
    }

    /**
     * Links or unlinks the official account.
     *
     * @throws IllegalArgumentException when it belongs to another provider
     */
    public void linked(boolean linked) {
        if (linked && client.otherProvider()) {
            throw new IllegalArgumentException(
                    "linked: true (expected: false, the account belongs to another provider)");
        }
        client.linked(linked);
    }

    /** A person's user id here: the one the official account knows, or, in another provider, always the same other one. */
    public String userId(Friend friend) {
        return client.userId(friend.userId());
    }

    /** Sets the flaws of the id token of the next login, in place of those set before. */
    public void nextIdToken(Set<IdTokenFlaw> flaws) {
        client.nextIdToken(flaws);
    }

    /**
     * Does what a person's clicks on the consent screen would do, under the same checks.
     *
     * @param authorizeUri the authorize page's URL with all its parameters; host and port do not matter
     * @param userId of the person, as the official account knows it
     * @return where LINE sends the browser: the callback URL with a code, or with an error
     * @throws IllegalArgumentException when LINE would show an error page instead, with its message
     */
    public URI consent(URI authorizeUri, String userId, Consent consent) {
        if (!AuthorizeApi.PATH.equals(authorizeUri.getRawPath())) {
            throw new IllegalArgumentException("authorizeUri: (expected: a path of %s)".formatted(AuthorizeApi.PATH));
        }
        var query = authorizeUri.getRawQuery();
        var parameters =
                new Request("GET", AuthorizeApi.PATH, query == null ? "" : query, Map.of(), new byte[0]).parameters();
        return switch (logins.consented(client, parameters, userId, consent)) {
            case Authorization.SentBack(var location) -> location;
            case Authorization.Refused(var message) -> throw new IllegalArgumentException("LINE refuses: " + message);
            case Authorization.Asked _ -> throw new IllegalStateException("a consent has an outcome");
        };
    }
}
