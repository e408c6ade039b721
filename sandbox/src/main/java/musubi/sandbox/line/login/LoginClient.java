package musubi.sandbox.line.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import musubi.sandbox.line.IdTokenFlaw;
import musubi.sandbox.line.LoginChannelOptions;
import musubi.sandbox.line.account.Account;
import musubi.sandbox.line.account.Ids;

/** What LINE stores of a LINE Login channel: the client of its OAuth. */
public final class LoginClient {

    private final Account account;
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

    /** @param account whose people log in here */
    LoginClient(LoginChannelOptions options, Account account, Ids ids) {
        this.account = account;
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

    Account account() {
        return account;
    }

    public String id() {
        return id;
    }

    public String secret() {
        return secret;
    }

    public String displayName() {
        return displayName;
    }

    public boolean otherProvider() {
        return otherProvider;
    }

    public List<String> callbackUrls() {
        return callbackUrls;
    }

    public void callbackUrls(List<String> urls) {
        callbackUrls = List.copyOf(urls);
    }

    public boolean emailPermission() {
        return emailPermission;
    }

    public void emailPermission(boolean granted) {
        emailPermission = granted;
    }

    public boolean published() {
        return published;
    }

    public void published(boolean on) {
        published = on;
    }

    /** Whether the official account is the channel's linked one. */
    public boolean linked() {
        return linked;
    }

    public void linked(boolean on) {
        linked = on;
    }

    public void addTester(String userId) {
        testers.add(userId);
    }

    /** Whether this person may log in: everybody once the channel is published, only testers before. */
    boolean admits(String userId) {
        return published || testers.contains(userId);
    }

    /** A person's user id here: the one that the official account knows, or, in another provider, always the same other one. */
    public String userId(String accountUserId) {
        return otherProvider ? elsewhere(accountUserId) : accountUserId;
    }

    public void nextIdToken(Set<IdTokenFlaw> flaws) {
        synchronized (nextFlaws) {
            nextFlaws.clear();
            nextFlaws.addAll(flaws);
        }
    }

    /** Returns the flaws of the next id token and removes them. */
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
