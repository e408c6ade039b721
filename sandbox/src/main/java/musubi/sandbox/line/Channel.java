package musubi.sandbox.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import musubi.sandbox.line.account.Account;
import musubi.sandbox.line.account.Crowd;
import musubi.sandbox.line.account.EventOptions;
import musubi.sandbox.line.account.Person;
import tools.jackson.databind.node.ObjectNode;

/** A Messaging API channel with its official account: the settings in LINE's console, and the people it knows. */
public final class Channel implements AutoCloseable {

    private final Account account;
    private final Crowd crowd;

    Channel(Account account) {
        this.account = account;
        this.crowd = new Crowd(account.ids());
    }

    /** The channel id: digits. */
    public String id() {
        return account.id();
    }

    /** The channel secret: 32 hexadecimal digits; signs webhooks. */
    public String secret() {
        return account.secret();
    }

    /** The newest long-lived channel access token, revoked or not. */
    public String accessToken() {
        return account.accessToken();
    }

    /** The bot's own user id: the {@code destination} of its webhooks. */
    public String botUserId() {
        return account.botUserId();
    }

    /** The basic id: {@code @} and a word. */
    public String basicId() {
        return account.basicId();
    }

    /** The official account's name. */
    public String displayName() {
        return account.displayName();
    }

    /** Renames the official account, as its manager may at any time. LINE sends no event for it. */
    public void displayName(String name) {
        account.displayName(name);
    }

    /** Revokes every access token of the channel, including stateless ones, which LINE cannot revoke. */
    public void revokeAccessToken() {
        account.revokeAccessTokens();
    }

    /** Issues a new long-lived token, as the console's button does, and revokes those before it. */
    public String issueAccessToken() {
        return account.issueAccessToken();
    }

    /** Sets the webhook URL. Unlike the API and LINE's console this accepts any URL, for loopback. */
    public void webhookEndpoint(String url) {
        account.target().endpoint(url);
    }

    /** The webhook URL, when one is set. */
    public Optional<String> webhookEndpoint() {
        return Optional.ofNullable(account.target().endpoint());
    }

    /** Sets the console's switch "Use webhook"; on by default (LINE: off). While it is off, events are dropped. */
    public void useWebhook(boolean on) {
        account.target().enabled(on);
    }

    /** Whether "Use webhook" is on. */
    public boolean useWebhook() {
        return account.target().enabled();
    }

    /** Sets the console's switch "Webhook redelivery"; off by default, as at LINE. */
    public void redelivery(boolean on) {
        account.sender().redelivers = on;
    }

    /** Whether redelivery is on. */
    public boolean redelivery() {
        return account.sender().redelivers;
    }

    /** Sets the delay before each redelivery; after the last the request is given up. By default 1 s, 5 s, 30 s, 2 min. */
    public void redeliveryDelays(List<Duration> delays) {
        account.sender().delays = List.copyOf(delays);
    }

    /** Sets the time limit for an acknowledgement; 2 s by default, as LINE documents. */
    public void webhookTimeout(Duration allowed) {
        account.sender().allowed = allowed;
    }

    /** Sets whether LINE's rate limits apply; on by default. */
    public void rateLimits(boolean on) {
        account.rateLimits().enabled(on);
    }

    /** Whether rate limits apply. */
    public boolean rateLimits() {
        return account.rateLimits().enabled();
    }

    /** Makes the account a verified one or not. */
    public void verified(boolean verified) {
        account.verified(verified);
    }

    /** Whether the account is a verified one. */
    public boolean verified() {
        return account.verified();
    }

    /** Sets a delay that is added to each API call of this channel; zero by default. */
    public void latency(Duration latency) {
        account.latency(latency);
    }

    /** The delay that is added to each API call. */
    public Duration latency() {
        return account.latency();
    }

    /** Sets the number of messages a month that the plan allows; empty (the default): any number. */
    public void monthlyLimit(OptionalLong messages) {
        account.quota().atMost(messages);
    }

    /** How many messages a month the plan allows; empty: any number. */
    public OptionalLong monthlyLimit() {
        return account.quota().atMost();
    }

    /** The API calls with a valid token of this channel so far. */
    public ApiTraffic traffic() {
        return account.traffic();
    }

    /** Adds a person who is not a friend yet. */
    public Friend newUser(String displayName) {
        return newUser(UserOptions.named(displayName));
    }

    /** Adds a person who is not a friend yet. */
    public Friend newUser(UserOptions options) {
        var userId = options.userId();
        var person = new Person(userId == null ? account.ids().chat('U') : userId, options);
        account.people().add(person);
        return friend(person);
    }

    /**
     * A person whom the channel knows.
     *
     * @throws IllegalArgumentException when it does not
     */
    public Friend user(String userId) {
        var person = account.people().find(userId);
        if (person == null) {
            throw new IllegalArgumentException("userId: unknown in this channel");
        }
        return friend(person);
    }

    /** Everybody, in the order of creation. */
    public List<Friend> users() {
        return users(0, Integer.MAX_VALUE);
    }

    /** At most {@code limit} people from that index (0 is the first) on. */
    public List<Friend> users(int from, int limit) {
        return account.people().from(from, limit).stream().map(this::friend).toList();
    }

    /** The number of people by the number of calls that reached them, 0 included: whoever is at 2 got a message twice. */
    public SortedMap<Integer, Long> reached() {
        return account.people().reached();
    }

    /** The number of people it knows. */
    public int userCount() {
        return account.people().count();
    }

    /** Adds people who follow at once, with generated names and pictures; some have no picture, some no language. */
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
        return account.join(new Chat(account.ids().chat('C'), name));
    }

    /** An old multi-person chat that the account joins now, which sends a {@code join}. */
    public Chat newRoom() {
        return account.join(new Chat(account.ids().chat('R'), ""));
    }

    /** The group or room with this id. */
    public Optional<Chat> chat(String chatId) {
        return account.chat(chatId);
    }

    /** Sends all events of the acts in one webhook body. */
    public void together(Runnable acts) {
        account.sender().together(acts);
    }

    /** Sends the events of the acts in a wrong order (seeded), one request each, one after the other. */
    public void shuffled(Runnable acts) {
        account.sender().shuffled(acts);
    }

    /**
     * Sends an event of the last 10,000 once more.
     *
     * @param redelivery whether the event is marked as a redelivery; LINE also repeats events without the mark
     */
    public void again(String webhookEventId, boolean redelivery) {
        account.sender().again(webhookEventId, redelivery);
    }

    /** Sends a custom event unchanged. */
    public void event(ObjectNode event) {
        var _ = account.sender().send(event, 1, Signature.RIGHT);
    }

    /** Sends {@code events: []} as the console's button "Verify" does, and waits for the answer. */
    public Outcome verifyWebhook() {
        return raw(account.sender().body(List.of()), Signature.RIGHT);
    }

    /** Posts these bytes to the webhook URL and waits for the answer. */
    public Outcome raw(byte[] body, Signature signature) {
        return account.sender().post(webhookEndpoint().orElse("no webhook URL"), body, signature);
    }

    /** Counts of the webhooks since the start or the last reset. */
    public WebhookTraffic webhooks() {
        return account.sender().counters().snapshot();
    }

    /** The last 100 webhook requests, the oldest first. */
    public List<SentWebhook> recentWebhooks() {
        return account.sender().recent().all();
    }

    /** Waits until every webhook is answered and no redelivery is pending, at most that long; false when it took longer. */
    public boolean awaitWebhooks(Duration atMost) {
        try {
            return account.sender().counters().awaitQuiet(atMost.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Deletes all people, chats and counters; settings and tokens stay. */
    public void reset() {
        account.clear();
    }

    @Override
    public void close() {
        account.sender().close();
    }

    Account account() {
        return account;
    }

    private Friend friend(Person person) {
        return new Friend(account, person, EventOptions.DEFAULT);
    }
}
