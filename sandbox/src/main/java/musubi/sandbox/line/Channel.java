package musubi.sandbox.line;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A Messaging API channel with its official account: what the console shows, and the people it knows. */
public final class Channel implements AutoCloseable {

    private final Account account;
    private final AccessTokens tokens;
    private final String id;
    private final String secret;
    private final String botUserId;
    private final String basicId;
    private final Map<String, Chat> chats = new ConcurrentHashMap<>();
    private final Events events;
    private final Crowd crowd;
    private final WebhookSender sender;
    private volatile String accessToken;
    private volatile String displayName;
    private volatile @Nullable String endpoint;
    private volatile boolean usesWebhook = true;
    private volatile boolean verified;
    private volatile Duration latency = Duration.ZERO;

    Channel(ChannelOptions options, Clock clock, Ids ids, AccessTokens tokens, WebhookClient client) {
        this.account = new Account(clock, ids);
        this.tokens = tokens;
        this.displayName = options.displayName();
        this.verified = options.verified();
        this.id = given(options.id(), "20" + ids.digits(8));
        this.secret = given(options.secret(), ids.hex(32));
        this.botUserId = given(options.botUserId(), ids.chat('U'));
        this.basicId = given(options.basicId(), "@" + ids.digits(3) + "mssb" + ids.below(10));
        this.accessToken = given(options.accessToken(), ids.letters(170) + "=");
        this.events = new Events(this);
        this.crowd = new Crowd(this);
        this.sender = new WebhookSender(this, client);
        tokens.add(accessToken, this, AccessTokens.Kind.LONG_LIVED);
    }

    /** The channel id: digits. */
    public String id() {
        return id;
    }

    /** The channel secret: 32 hexadecimal digits; signs webhooks. */
    public String secret() {
        return secret;
    }

    /** The newest long-lived channel access token, revoked or not. */
    public String accessToken() {
        return accessToken;
    }

    /** The bot's own user id: the {@code destination} of its webhooks. */
    public String botUserId() {
        return botUserId;
    }

    /** {@code @} and a word. */
    public String basicId() {
        return basicId;
    }

    /** The official account's name. */
    public String displayName() {
        return displayName;
    }

    /** Renames the official account, as its manager may at any time. LINE tells nobody. */
    public void displayName(String name) {
        displayName = name;
    }

    /** Makes every access token of the channel worthless, stateless ones (which LINE cannot revoke) included. */
    public void revokeAccessToken() {
        tokens.revokeAll(this);
    }

    /** Issues a new long-lived token, as the console's button does; those before it are worthless. */
    public synchronized String issueAccessToken() {
        tokens.revokeAll(this);
        accessToken = account.ids.letters(170) + "=";
        tokens.add(accessToken, this, AccessTokens.Kind.LONG_LIVED);
        return accessToken;
    }

    /** The console's webhook URL field. Unlike the API and LINE's console it takes any URL, for loopback. */
    public void webhookEndpoint(String url) {
        endpoint = url;
    }

    /** The webhook URL, when one is set. */
    public Optional<String> webhookEndpoint() {
        return Optional.ofNullable(endpoint);
    }

    /** The console's switch "Use webhook"; on at first (LINE: off). Off: events that happen are never told. */
    public void useWebhook(boolean on) {
        usesWebhook = on;
    }

    /** Whether "Use webhook" is on. */
    public boolean useWebhook() {
        return usesWebhook;
    }

    /** The console's switch "Webhook redelivery"; off at first, as at LINE. */
    public void redelivery(boolean on) {
        sender.redelivers = on;
    }

    /** Whether redelivery is on. */
    public boolean redelivery() {
        return sender.redelivers;
    }

    /** How long to wait before each redelivery; after the last the body is given up. At first 1 s, 5 s, 30 s, 2 min. */
    public void redeliveryDelays(List<Duration> delays) {
        sender.delays = List.copyOf(delays);
    }

    /** How long an acknowledgement may take; 2 s at first, as LINE asks for. */
    public void webhookTimeout(Duration allowed) {
        sender.allowed = allowed;
    }

    /** Whether LINE's rate limits hold; on at first. */
    public void rateLimits(boolean on) {
        account.rateLimits.on = on;
    }

    /** Whether rate limits hold. */
    public boolean rateLimits() {
        return account.rateLimits.on;
    }

    /** Makes the account a verified one or not. */
    public void verified(boolean verified) {
        this.verified = verified;
    }

    /** Whether the account is a verified one. */
    public boolean verified() {
        return verified;
    }

    /** Lets each API call of this channel take so much longer; zero at first. */
    public void latency(Duration latency) {
        this.latency = latency;
    }

    /** What each API call takes longer. */
    public Duration latency() {
        return latency;
    }

    /** How many messages a month the plan allows; empty, as at first: any number. */
    public void monthlyLimit(OptionalLong messages) {
        account.quota.atMost(messages);
    }

    /** How many messages a month the plan allows; empty: any number. */
    public OptionalLong monthlyLimit() {
        return account.quota.atMost();
    }

    /** Somebody new, not a friend yet. */
    public Friend newUser(String displayName) {
        return newUser(UserOptions.named(displayName));
    }

    /** Somebody new, not a friend yet. */
    public Friend newUser(UserOptions options) {
        var userId = options.userId();
        var person = new Person(userId == null ? account.ids.chat('U') : userId, options);
        account.people.add(person);
        return friend(person);
    }

    /**
     * Somebody the channel knows.
     *
     * @throws IllegalArgumentException when it does not
     */
    public Friend user(String userId) {
        var person = account.people.find(userId);
        if (person == null) {
            throw new IllegalArgumentException("userId: unknown in this channel");
        }
        return friend(person);
    }

    /** Everybody, in the order of their making. */
    public List<Friend> users() {
        return users(0, Integer.MAX_VALUE);
    }

    /** At most {@code limit} of them, from a place (0 is the first) on. */
    public List<Friend> users(int from, int limit) {
        return account.people.from(from, limit).stream().map(this::friend).toList();
    }

    /** How many it knows. */
    public int userCount() {
        return account.people.count();
    }

    /** So many new people who follow at once, with names and pictures made up; some have no picture, some no language. */
    public List<Friend> crowd(int count) {
        var friends = new ArrayList<Friend>(count);
        for (var one = 0; one < count; one++) {
            var friend = newUser(crowd.next());
            friend.follow();
            friends.add(friend);
        }
        return friends;
    }

    /** A group chat that the account joins now, which sends a {@code join}. */
    public Chat newGroup(String name) {
        return opened(new Chat(account.ids.chat('C'), name));
    }

    /** An old multi-person chat that the account joins now, which sends a {@code join}. */
    public Chat newRoom() {
        return opened(new Chat(account.ids.chat('R'), ""));
    }

    /** The group or room with this id. */
    public Optional<Chat> chat(String chatId) {
        return Optional.ofNullable(chats.get(chatId));
    }

    /** Sends all events of the acts in one webhook body. */
    public void together(Runnable acts) {
        sender.together(acts);
    }

    /** Sends the events of the acts in a wrong order (seeded), a body each, one after the other. */
    public void shuffled(Runnable acts) {
        sender.shuffled(acts);
    }

    /**
     * Sends an event of the last 10,000 once more.
     *
     * @param redelivery whether the event says that it is a redelivery; LINE repeats events without saying so too
     */
    public void again(String webhookEventId, boolean redelivery) {
        sender.again(webhookEventId, redelivery);
    }

    /** Sends an event that you made yourself, as it stands. */
    public void event(ObjectNode event) {
        var _ = sender.tell(event, 1, Signature.RIGHT);
    }

    /** Sends {@code events: []} as the console's button "Verify" does, and waits for the answer. */
    public Outcome verifyWebhook() {
        return raw(sender.body(List.of()), Signature.RIGHT);
    }

    /** Posts these bytes to the webhook URL and waits for the answer. */
    public Outcome raw(byte[] body, Signature signature) {
        return sender.post(webhookEndpoint().orElse("no webhook URL"), body, signature);
    }

    /** What happened to the webhooks so far. */
    public WebhookTraffic webhooks() {
        return sender.counters().snapshot();
    }

    /** The last 100 webhook requests, the oldest first. */
    public List<SentWebhook> recentWebhooks() {
        return sender.recent().all();
    }

    /** Whether every webhook is answered and no redelivery is left, after waiting for that at most so long. */
    public boolean awaitWebhooks(Duration atMost) {
        try {
            return sender.counters().awaitQuiet(atMost.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Forgets all people, chats and counters; settings and tokens stay. */
    public void reset() {
        account.clear();
        chats.clear();
        sender.counters().clear();
        sender.recent().clear();
    }

    @Override
    public void close() {
        sender.close();
    }

    @Nullable
    String activeEndpoint() {
        return usesWebhook ? endpoint : null;
    }

    boolean setEndpoint(String url) {
        if (!WebhookUrl.isAllowed(url)) {
            return false;
        }
        endpoint = url;
        return true;
    }

    Account account() {
        return account;
    }

    Events events() {
        return events;
    }

    WebhookSender sender() {
        return sender;
    }

    private Friend friend(Person person) {
        return new Friend(this, person, EventOptions.USUAL);
    }

    private Chat opened(Chat chat) {
        chats.put(chat.id(), chat);
        var _ = sender.tell(events.event("join", chat.source(null), EventOptions.USUAL), 1, Signature.RIGHT);
        return chat;
    }

    private static String given(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
