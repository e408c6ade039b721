package musubi.standins;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import musubi.contact.Contact;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.sandbox.line.Friend;
import tools.jackson.databind.JsonNode;

/**
 * The content of the sandbox page for one friend at one moment.
 *
 * @param mood of the friend: new, following or blocking
 * @param chat the acts of the friend, the oldest first
 * @param steps the calls between LINE, Musubi and HubSpot, the newest first
 * @param card the friend's contact in HubSpot, once there is one
 */
record SandboxScene(String mood, List<ChatLine> chat, List<SandboxStep> steps, Optional<Card> card) {

    private static final int MAX_PEOPLE = 6;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** The properties shown first. */
    private static final List<LineProperty> FIRST = List.of(
            LineProperty.FOLLOW,
            LineProperty.CONTACT_SOURCE,
            LineProperty.LAST_REPLY_MESSAGE,
            LineProperty.UNANSWERED,
            LineProperty.ID_SYNC_DATE);

    /** An entry of the list of people. */
    record PersonLink(int number, String name, boolean here) {}

    /**
     * A line of the chat.
     *
     * @param kind text of a message, or an act: the end of a message key
     */
    record ChatLine(String kind, String text, Instant at) {}

    /**
     * The contact.
     *
     * @param placeholder whether the e-mail address is the placeholder made from the user id
     * @param values the other LINE properties with a value
     * @param tasks their subjects
     */
    record Card(
            long id,
            String name,
            boolean lineIcon,
            String email,
            boolean placeholder,
            List<Value> values,
            List<String> tasks) {}

    /** A property with its name and label in HubSpot. */
    record Value(String name, String label, String text) {}

    /** What the friend can do besides writing. */
    public List<String> acts() {
        return switch (mood) {
            case "following" -> List.of("tap", "block");
            case "blocking" -> List.of("unblock");
            default -> List.of("follow");
        };
    }

    /** Changes whenever the content changes. */
    public String version() {
        return Integer.toHexString(hashCode());
    }

    /** The people to choose from: the newest, and the selected one. */
    static List<PersonLink> people(StandIns standIns, int number) {
        var count = standIns.channel().userCount();
        var shown = new LinkedHashSet<Integer>();
        if (number >= 1 && number <= count - MAX_PEOPLE) {
            shown.add(number);
        }
        IntStream.rangeClosed(Math.max(1, count - MAX_PEOPLE + 1), count).forEach(shown::add);
        return shown.stream()
                .flatMap(each -> standIns.channel().users(each - 1, 1).stream()
                        .map(friend -> new PersonLink(each, friend.displayName(), each == number)))
                .toList();
    }

    static SandboxScene of(StandIns standIns, Optional<Friend> friend, PropertyNames names, ZoneId zone) {
        return new SandboxScene(
                friend.map(found -> found.isBlocking() ? "blocking" : found.isFollowing() ? "following" : "new")
                        .orElse("new"),
                friend.stream()
                        .flatMap(found -> found.sentEvents().stream())
                        .map(SandboxScene::chatLine)
                        .toList(),
                SandboxStep.recent(standIns, names),
                friend.flatMap(found -> card(standIns, found, names, zone)));
    }

    private static ChatLine chatLine(JsonNode event) {
        var at = Instant.ofEpochMilli(event.path("timestamp").asLong(0));
        var type = event.path("type").asString("");
        return switch (type) {
            case "follow" ->
                new ChatLine(event.at("/follow/isUnblocked").asBoolean(false) ? "unblock" : "follow", "", at);
            case "unfollow" -> new ChatLine("block", "", at);
            case "postback" -> new ChatLine("tap", "", at);
            case "message" ->
                event.at("/message/type").asString("").equals("text")
                        ? new ChatLine("text", event.at("/message/text").asString(""), at)
                        : new ChatLine("other", event.at("/message/type").asString(""), at);
            default -> new ChatLine("other", type, at);
        };
    }

    private static Optional<Card> card(StandIns standIns, Friend friend, PropertyNames names, ZoneId zone) {
        return standIns.portal()
                .contactBy(names.of(LineProperty.USER_ID), friend.userId())
                .filter(found -> !found.archived())
                .map(found -> {
                    var contact = new Contact(
                            names.read(found.properties()),
                            found.property("email").orElse(""));
                    return new Card(
                            found.id(),
                            contact.value(LineProperty.USER_NAME).orElse(""),
                            contact.hasLineIcon(),
                            contact.email(),
                            contact.email().equalsIgnoreCase(friend.userId() + "@line.me"),
                            values(contact, names, zone),
                            tasks(standIns, found.id()));
                });
    }

    private static List<Value> values(Contact contact, PropertyNames names, ZoneId zone) {
        var order = new LinkedHashSet<>(FIRST);
        order.addAll(List.of(LineProperty.values()));
        order.remove(LineProperty.USER_NAME);
        var values = new ArrayList<Value>();
        for (var property : order) {
            contact.value(property)
                    .ifPresent(value -> values.add(
                            new Value(names.of(property), names.labelOf(property), text(property, value, zone))));
        }
        return List.copyOf(values);
    }

    private static String text(LineProperty property, String value, ZoneId zone) {
        if (!property.type().equals("datetime")) {
            return value;
        }
        try {
            return MOMENT.format(Instant.parse(value).atZone(zone));
        } catch (DateTimeException ignored) {
            return value;
        }
    }

    private static List<String> tasks(StandIns standIns, long contactId) {
        return standIns.portal().tasks().stream()
                .filter(task -> !task.archived() && task.contactIds().contains(contactId))
                .flatMap(task -> task.property("hs_task_subject").stream())
                .toList();
    }

    /** Without the acts of the friend. */
    @Override
    public String toString() {
        return "SandboxScene[mood=%s, %d lines]".formatted(mood, chat.size());
    }
}
