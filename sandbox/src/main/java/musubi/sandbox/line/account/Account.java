package musubi.sandbox.line.account;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import musubi.sandbox.line.ApiTraffic;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.Chat;
import musubi.sandbox.line.Signature;
import musubi.sandbox.line.webhook.WebhookClient;
import musubi.sandbox.line.webhook.WebhookSender;
import musubi.sandbox.line.webhook.WebhookTarget;
import org.jspecify.annotations.Nullable;

/** What LINE stores of a Messaging API channel and its official account. */
public final class Account {

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
    private final SentCounts sent;
    private final Units units;
    private final ApiTraffic traffic = new ApiTraffic();
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

    public Account(ChannelOptions options, Clock clock, Ids ids, AccessTokens tokens, WebhookClient client) {
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
        this.sent = new SentCounts(clock);
        this.units = new Units(clock);
        this.replyTokens = new ReplyTokens(clock, ids);
        this.pages = new Pages(clock, ids);
        this.retryKeys = new RetryKeys(clock);
        this.rateLimits = new RateLimits(clock);
        this.events = new Events(clock, ids, replyTokens);
        this.target = new WebhookTarget(botUserId, secret);
        this.sender = new WebhookSender(target, client, clock, ids.random(), replyTokens::renew);
        tokens.add(accessToken, this, AccessTokens.Kind.LONG_LIVED);
    }

    public String id() {
        return id;
    }

    public String secret() {
        return secret;
    }

    public String botUserId() {
        return botUserId;
    }

    public String basicId() {
        return basicId;
    }

    /** The newest long-lived channel access token, revoked or not. */
    public String accessToken() {
        return accessToken;
    }

    public void revokeAccessTokens() {
        tokens.revokeAll(this);
    }

    /** Issues a long-lived token and revokes those before it. */
    public synchronized String issueAccessToken() {
        tokens.revokeAll(this);
        accessToken = ids.letters(170) + "=";
        tokens.add(accessToken, this, AccessTokens.Kind.LONG_LIVED);
        return accessToken;
    }

    public String displayName() {
        return displayName;
    }

    public void displayName(String name) {
        displayName = name;
    }

    public boolean verified() {
        return verified;
    }

    public void verified(boolean on) {
        verified = on;
    }

    public ApiTraffic traffic() {
        return traffic;
    }

    public Duration latency() {
        return latency;
    }

    public void latency(Duration added) {
        latency = added;
    }

    public Clock clock() {
        return clock;
    }

    public Ids ids() {
        return ids;
    }

    public People people() {
        return people;
    }

    public Quota quota() {
        return quota;
    }

    /** What it sent, by endpoint and day. */
    public SentCounts sent() {
        return sent;
    }

    /** Names under which it counts what people do with messages. */
    public Units units() {
        return units;
    }

    public ReplyTokens replyTokens() {
        return replyTokens;
    }

    public Pages pages() {
        return pages;
    }

    public RetryKeys retryKeys() {
        return retryKeys;
    }

    public RateLimits rateLimits() {
        return rateLimits;
    }

    public Events events() {
        return events;
    }

    /** Where webhooks go. */
    public WebhookTarget target() {
        return target;
    }

    public WebhookSender sender() {
        return sender;
    }

    /** The group or room with this id. */
    public Optional<Chat> chat(String chatId) {
        return Optional.ofNullable(chats.get(chatId));
    }

    /** Puts the account into a group or room, which sends a {@code join} event. */
    public Chat join(Chat chat) {
        chats.put(chat.id(), chat);
        var _ = sender.send(events.event("join", chat.source(null), EventOptions.DEFAULT), 1, Signature.RIGHT);
        return chat;
    }

    /**
     * A person adds the account as a friend or unblocks it, which sends a {@code follow} event.
     *
     * @return the {@code webhookEventId}
     */
    public String follow(Person person, boolean isUnblocked, EventOptions options) {
        person.following = true;
        person.blocking = false;
        return sender.send(events.follow(person.source(), isUnblocked, options), options.copies(), options.signature());
    }

    /** Deletes people, chats and counters; settings and tokens stay. */
    public void clear() {
        people.clear();
        chats.clear();
        quota.clear();
        sent.clear();
        units.clear();
        retryKeys.clear();
        rateLimits.clear();
        traffic.clear();
        sender.counters().clear();
        sender.recent().clear();
    }

    private static String given(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
