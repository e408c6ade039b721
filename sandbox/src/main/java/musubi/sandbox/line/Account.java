package musubi.sandbox.line;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What LINE stores of a Messaging API channel and its official account. */
final class Account {

    private final Clock clock;
    private final Ids ids;
    private final AccessTokens tokens;
    private final String id;
    private final String secret;
    private final String botUserId;
    private final String basicId;
    private final People people = new People();
    private final Map<String, Chat> chats = new ConcurrentHashMap<>();
    private final Quota quota = new Quota();
    private final ReplyTokens replyTokens;
    private final Pages pages;
    private final RetryKeys retryKeys;
    private final RateLimits rateLimits;
    private final Events events;
    private final WebhookTarget target;
    private final WebhookSender sender;
    private volatile String accessToken;
    private volatile String displayName;
    private volatile boolean verified;
    private volatile Duration latency = Duration.ZERO;

    Account(ChannelOptions options, Clock clock, Ids ids, AccessTokens tokens, WebhookClient client) {
        this.clock = clock;
        this.ids = ids;
        this.tokens = tokens;
        this.displayName = options.displayName();
        this.verified = options.verified();
        this.id = given(options.id(), "20" + ids.digits(8));
        this.secret = given(options.secret(), ids.hex(32));
        this.botUserId = given(options.botUserId(), ids.chat('U'));
        this.basicId = given(options.basicId(), "@" + ids.digits(3) + "mssb" + ids.below(10));
        this.accessToken = given(options.accessToken(), ids.letters(170) + "=");
        this.replyTokens = new ReplyTokens(clock, ids);
        this.pages = new Pages(clock, ids);
        this.retryKeys = new RetryKeys(clock);
        this.rateLimits = new RateLimits(clock);
        this.events = new Events(clock, ids, replyTokens);
        this.target = new WebhookTarget(botUserId, secret);
        this.sender = new WebhookSender(target, client, clock, ids.random());
        tokens.add(accessToken, this, AccessTokens.Kind.LONG_LIVED);
    }

    String id() {
        return id;
    }

    String secret() {
        return secret;
    }

    String botUserId() {
        return botUserId;
    }

    String basicId() {
        return basicId;
    }

    /** The newest long-lived channel access token, revoked or not. */
    String accessToken() {
        return accessToken;
    }

    void revokeAccessTokens() {
        tokens.revokeAll(this);
    }

    /** Issues a long-lived token and revokes those before it. */
    synchronized String issueAccessToken() {
        tokens.revokeAll(this);
        accessToken = ids.letters(170) + "=";
        tokens.add(accessToken, this, AccessTokens.Kind.LONG_LIVED);
        return accessToken;
    }

    String displayName() {
        return displayName;
    }

    void displayName(String name) {
        displayName = name;
    }

    boolean verified() {
        return verified;
    }

    void verified(boolean on) {
        verified = on;
    }

    Duration latency() {
        return latency;
    }

    void latency(Duration added) {
        latency = added;
    }

    Clock clock() {
        return clock;
    }

    Ids ids() {
        return ids;
    }

    People people() {
        return people;
    }

    Quota quota() {
        return quota;
    }

    ReplyTokens replyTokens() {
        return replyTokens;
    }

    Pages pages() {
        return pages;
    }

    RetryKeys retryKeys() {
        return retryKeys;
    }

    RateLimits rateLimits() {
        return rateLimits;
    }

    Events events() {
        return events;
    }

    /** Where webhooks go. */
    WebhookTarget target() {
        return target;
    }

    WebhookSender sender() {
        return sender;
    }

    /** The group or room with this id. */
    Optional<Chat> chat(String chatId) {
        return Optional.ofNullable(chats.get(chatId));
    }

    /** Puts the account into a group or room, which sends a {@code join} event. */
    Chat join(Chat chat) {
        chats.put(chat.id(), chat);
        var _ = sender.send(events.event("join", chat.source(null), EventOptions.DEFAULT), 1, Signature.RIGHT);
        return chat;
    }

    /**
     * A person adds the account as a friend or unblocks it, which sends a {@code follow} event.
     *
     * @return the {@code webhookEventId}
     */
    String follow(Person person, boolean isUnblocked, EventOptions options) {
        person.following = true;
        person.blocking = false;
        return sender.send(
                events.follow(person.source(), isUnblocked, options), options.copies(), options.signature());
    }

    /** Deletes people, chats and counters; settings and tokens stay. */
    void clear() {
        people.clear();
        chats.clear();
        quota.clear();
        retryKeys.clear();
        rateLimits.clear();
        sender.counters().clear();
        sender.recent().clear();
    }

    private static String given(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
