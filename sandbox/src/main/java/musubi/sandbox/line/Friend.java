package musubi.sandbox.line;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import musubi.sandbox.line.account.Account;
import musubi.sandbox.line.account.EventOptions;
import musubi.sandbox.line.account.Events;
import musubi.sandbox.line.account.Person;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A person on LINE who acts towards an official account. Each act hands one webhook event to the sender and returns the
 * event's {@code webhookEventId}. How the event is sent is set by a prefix, which applies to the acts of the object it returns:
 * {@code friend.at(yesterday).copies(2).write("hello")}.
 */
public final class Friend {

    private final Account account;
    private final Person person;
    private final EventOptions options;

    Friend(Account account, Person person, EventOptions options) {
        this.account = account;
        this.person = person;
        this.options = options;
    }

    /** {@code U} and 32 hexadecimal digits. */
    public String userId() {
        return person.userId;
    }

    /** The name on the profile. */
    public String displayName() {
        return person.displayName;
    }

    /** Changes the name. LINE sends no event for it. */
    public void displayName(String displayName) {
        person.displayName = displayName;
    }

    /** The picture's URL, when there is one. */
    public Optional<String> pictureUrl() {
        return Optional.ofNullable(person.pictureUrl);
    }

    /** Changes or removes the picture. */
    public void pictureUrl(@Nullable String pictureUrl) {
        person.pictureUrl = pictureUrl;
    }

    /** The e-mail address, which only LINE Login discloses; not everybody has one. */
    public Optional<String> email() {
        return Optional.ofNullable(person.email);
    }

    /** Changes or removes the e-mail address. */
    public void email(@Nullable String email) {
        person.email = email;
    }

    /** Sets whether consent is missing: then there is no profile (404) and no entry in the list of followers. */
    public void noConsent(boolean noConsent) {
        person.noConsent = noConsent;
    }

    /** A friend who does not block. */
    public boolean isFollowing() {
        return person.isFriend();
    }

    /** Blocks the account at present. */
    public boolean isBlocking() {
        return person.blocking;
    }

    /** The message objects that arrived on this person's phone by the newest 20 calls, oldest first. */
    public List<JsonNode> received() {
        return receivedMessages().stream().map(ReceivedMessage::message).toList();
    }

    /** The same with the time of each. */
    public List<ReceivedMessage> receivedMessages() {
        return person.received();
    }

    /** Opens the chat: LINE counts that the messages of the newest 20 calls were shown, where they belong to a unit. */
    public void look() {
        person.look(account.units());
    }

    /** Opens an address in a message, which LINE counts where the message belongs to a unit. Nobody is called. */
    public void click(String url) {
        person.click(account.units(), url);
    }

    /** How many calls of the account reached this person's phone, ever: more than the expected number are doubles. */
    public int receivedCalls() {
        return person.receivedCalls();
    }

    /** Those of the channel's last 10,000 events that this person caused, the oldest first, acknowledged or not. */
    public List<JsonNode> sentEvents() {
        return List.copyOf(account.sender().eventsOf(person.userId));
    }

    /** The event's timestamp; otherwise now. */
    public Friend at(Instant timestamp) {
        return with(options.at(timestamp));
    }

    /** Sends the event that many times, each with {@code isRedelivery: false}. */
    public Friend copies(int copies) {
        return with(options.copies(copies));
    }

    /** With {@code mode: standby}, hence without a reply token. */
    public Friend inStandby() {
        return with(options.inStandby());
    }

    /** Without {@code source.userId}, as of people who never consented. */
    public Friend hidingUserId() {
        return with(options.hidingUserId());
    }

    /** With undocumented properties. */
    public Friend withUnknownFields() {
        return with(options.withUnknownFields());
    }

    /** Sets the signature. Events sent in one request are signed as the first of them. */
    public Friend signed(Signature signature) {
        return with(options.signature(signature));
    }

    /** Adds the account as a friend. */
    public String follow() {
        return follow(false);
    }

    /** Unblocks the account: a follow with {@code isUnblocked: true}. */
    public String unblock() {
        return follow(true);
    }

    /** Blocks the account: an {@code unfollow}. */
    public String block() {
        person.blocking = true;
        return send(events().event("unfollow", source(), options));
    }

    /** Sends a text. */
    public String write(String text) {
        return message(source(), events().text(text));
    }

    /** Sends a sticker. */
    public String sticker() {
        return message(source(), events().sticker("446", "1988"));
    }

    /** Sends an image. */
    public String image() {
        return message(source(), events().image());
    }

    /** Sends a video of that many ms. */
    public String video(long durationMillis) {
        return message(source(), events().video(durationMillis));
    }

    /** Sends a voice message of that many ms. */
    public String audio(long durationMillis) {
        return message(source(), events().audio(durationMillis));
    }

    /** Sends a file of that many bytes. */
    public String file(String fileName, long fileSize) {
        return message(source(), events().file(fileName, fileSize));
    }

    /** Sends a location, in degrees. */
    public String location(String title, String address, double latitude, double longitude) {
        return message(source(), events().location(title, address, latitude, longitude));
    }

    /** Taps a postback action. */
    public String tap(String data) {
        return tap(data, Map.of());
    }

    /** Taps a postback action that also shows {@code displayText} in the chat, which sends no further event. */
    public String tap(String data, @Nullable String displayText) {
        return tap(data, Map.of());
    }

    /** Taps a postback action with parameters, such as the day chosen in a date picker. */
    public String tap(String data, Map<String, String> params) {
        person.hasWritten = true;
        return send(events().postback(source(), data, new LinkedHashMap<>(params), options));
    }

    /** Unsends a message. */
    public String unsend(String messageId) {
        var event = events().event("unsend", source(), options);
        event.putObject("unsend").put("messageId", messageId);
        return send(event);
    }

    /** Watches a video to its end. */
    public String watch(String trackingId) {
        var event = events().event("videoPlayComplete", source(), options);
        event.putObject("videoPlayComplete").put("trackingId", trackingId);
        return send(event);
    }

    /** Writes in a group or room that {@link Channel#newGroup} or {@link Channel#newRoom} made; joins it if necessary. */
    public String writeIn(Chat chat, String text) {
        chat.add(person.userId);
        return send(events().message(chat.source(person.userId), events().text(text), options));
    }

    /** Joins a group or room. */
    public String join(Chat chat) {
        chat.add(person.userId);
        return send(events().members("memberJoined", chat.source(null), List.of(person.userId), options));
    }

    /** Leaves a group or room. */
    public String leave(Chat chat) {
        chat.remove(person.userId);
        return send(events().members("memberLeft", chat.source(null), List.of(person.userId), options));
    }

    /** Sends an event of an undocumented type. */
    public String unknown(String type) {
        var event = events().event(type, source(), options);
        event.putObject(type).put("something", "new");
        return send(event);
    }

    private String follow(boolean isUnblocked) {
        return account.follow(person, isUnblocked, options);
    }

    private String message(ObjectNode source, ObjectNode message) {
        person.hasWritten = true;
        return send(events().message(source, message, options));
    }

    private String send(ObjectNode event) {
        return account.sender().send(event, options.copies(), options.signature());
    }

    private ObjectNode source() {
        return person.source();
    }

    private Events events() {
        return account.events();
    }

    private Friend with(EventOptions options) {
        return new Friend(account, person, options);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Friend friend && friend.person == person;
    }

    @Override
    public int hashCode() {
        return person.userId.hashCode();
    }
}
