package musubi.standins;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import musubi.console.phone.PhoneMessage;
import musubi.console.phone.PhonePictures;
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

    /** What the button of the menu sends. */
    static final String MENU = "menu=coupon";

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
     * @param kind text of a message, messages that the friend got, or an act: the end of a message key
     * @param messages what the friend got by one call
     */
    record ChatLine(String kind, String text, List<PhoneMessage> messages, Instant at) {

        private static ChatLine said(String kind, String text, Instant at) {
            return new ChatLine(kind, text, List.of(), at);
        }

        private ChatLine withoutQuickReplies() {
            return new ChatLine(
                    kind,
                    text,
                    messages.stream().map(PhoneMessage::withoutQuickReplies).toList(),
                    at);
        }
    }

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

    static SandboxScene of(
            StandIns standIns, Optional<Friend> friend, PropertyNames names, ZoneId zone, PhonePictures pictures) {
        return new SandboxScene(
                friend.map(found -> found.isBlocking() ? "blocking" : found.isFollowing() ? "following" : "new")
                        .orElse("new"),
                friend.map(found -> chat(found, pictures)).orElse(List.of()),
                SandboxStep.recent(standIns, names),
                friend.flatMap(found -> card(standIns, found, names, zone)));
    }

    /** What the friend did and got, the newest last. Only below the newest line there are quick replies. */
    private static List<ChatLine> chat(Friend friend, PhonePictures pictures) {
        var got = new LinkedHashMap<Instant, List<PhoneMessage>>();
        for (var received : friend.receivedMessages()) {
            got.computeIfAbsent(received.at(), any -> new ArrayList<>())
                    .add(PhoneMessage.of(received.message(), pictures));
        }
        var lines = new ArrayList<ChatLine>();
        friend.sentEvents().forEach(event -> lines.add(chatLine(event)));
        got.forEach((at, messages) -> lines.add(new ChatLine("got", "", messages, at)));
        lines.sort(Comparator.comparing(ChatLine::at));
        for (var line = 0; line < lines.size() - 1; line++) {
            lines.set(line, lines.get(line).withoutQuickReplies());
        }
        return lines;
    }

    private static ChatLine chatLine(JsonNode event) {
        var at = Instant.ofEpochMilli(event.path("timestamp").asLong(0));
        var type = event.path("type").asString("");
        var data = event.at("/postback/data").asString("");
        return switch (type) {
            case "follow" ->
                ChatLine.said(event.at("/follow/isUnblocked").asBoolean(false) ? "unblock" : "follow", "", at);
            case "unfollow" -> ChatLine.said("block", "", at);
            case "postback" -> data.equals(MENU) ? ChatLine.said("tap", "", at) : ChatLine.said("button", data, at);
            case "message" ->
                event.at("/message/type").asString("").equals("text")
                        ? ChatLine.said("text", event.at("/message/text").asString(""), at)
                        : ChatLine.said("other", event.at("/message/type").asString(""), at);
            default -> ChatLine.said("other", type, at);
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
