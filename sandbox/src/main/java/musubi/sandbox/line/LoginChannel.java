package musubi.sandbox.line;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import musubi.sandbox.http.Request;

/** A LINE Login channel: what the console shows of it, and what people do on its consent screen. */
public final class LoginChannel {

    private final Channel account;
    private final Logins logins;
    private final String id;
    private final String secret;
    private final String displayName;
    private final boolean otherProvider;
    private final Set<String> testers = ConcurrentHashMap.newKeySet();
    private final EnumSet<IdTokenFlaw> nextFlaws = EnumSet.noneOf(IdTokenFlaw.class);
    private volatile List<String> callbackUrls;
    private volatile boolean emailPermission;
    private volatile boolean published;
    private volatile boolean linked;

    LoginChannel(LoginChannelOptions options, Ids ids, Logins logins) {
        this.account = options.account();
        this.logins = logins;
        this.displayName = options.displayName();
        this.otherProvider = options.otherProvider();
        this.callbackUrls = options.callbackUrls();
        this.emailPermission = options.emailPermission();
        this.published = options.published();
        this.linked = options.linked();
        var givenId = options.id();
        var givenSecret = options.secret();
        this.id = givenId == null ? "16" + ids.digits(8) : givenId;
        this.secret = givenSecret == null ? ids.hex(32) : givenSecret;
    }

    /** The channel id: digits. The {@code client_id}, and the audience of id tokens. */
    public String id() {
        return id;
    }

    /** The channel secret: 32 hexadecimal digits; the key of id tokens. */
    public String secret() {
        return secret;
    }

    /** Who asks for consent. */
    public String displayName() {
        return displayName;
    }

    /** The channel whose people log in here; the linked official account where {@link #linked()}. */
    public Channel account() {
        return account;
    }

    /** Whether the official account belongs to another provider. */
    public boolean otherProvider() {
        return otherProvider;
    }

    /** The registered callback URLs. */
    public List<String> callbackUrls() {
        return callbackUrls;
    }

    /** Registers these callback URLs in place of those before, 1 to 400. */
    public void callbackUrls(List<String> callbackUrls) {
        this.callbackUrls = LoginChannelOptions.checked(callbackUrls);
    }

    /** Whether the scope {@code email} may be asked for. */
    public boolean emailPermission() {
        return emailPermission;
    }

    /** Grants or withdraws the e-mail permission. */
    public void emailPermission(boolean granted) {
        this.emailPermission = granted;
    }

    /** Whether everybody may log in; otherwise testers only. */
    public boolean published() {
        return published;
    }

    /** Publishes the channel, or (which LINE does not allow) takes it back into development. */
    public void published(boolean published) {
        this.published = published;
    }

    /** Lets somebody log in while the channel is in development. */
    public void addTester(Friend friend) {
        testers.add(friend.userId());
    }

    /** Whether the official account is linked. */
    public boolean linked() {
        return linked;
    }

    /**
     * Links the official account or takes the link off.
     *
     * @throws IllegalArgumentException when it belongs to another provider
     */
    public void linked(boolean linked) {
        if (linked && otherProvider) {
            throw new IllegalArgumentException(
                    "linked: true (expected: false, the account belongs to another provider)");
        }
        this.linked = linked;
    }

    /** A person's user id here: the one the official account knows, or in another provider always the same other. */
    public String userId(Friend friend) {
        return otherProvider ? elsewhere(friend.userId()) : friend.userId();
    }

    /** Makes these things wrong with the id token of the next login, in place of those asked for before. */
    public void nextIdToken(Set<IdTokenFlaw> flaws) {
        synchronized (nextFlaws) {
            nextFlaws.clear();
            nextFlaws.addAll(flaws);
        }
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
        return switch (logins.consented(this, parameters, userId, consent)) {
            case Authorization.SentBack(var location) -> location;
            case Authorization.Refused(var message) -> throw new IllegalArgumentException("LINE refuses: " + message);
            case Authorization.Asked _ -> throw new IllegalStateException("a consent has an outcome");
        };
    }

    boolean admits(String userId) {
        return published || testers.contains(userId);
    }

    Set<IdTokenFlaw> takeFlaws() {
        synchronized (nextFlaws) {
            var taken = EnumSet.copyOf(nextFlaws);
            nextFlaws.clear();
            return taken;
        }
    }

    private static String elsewhere(String userId) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(("another provider " + userId).getBytes(StandardCharsets.UTF_8));
            return "U" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
