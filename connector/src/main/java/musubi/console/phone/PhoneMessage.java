package musubi.console.phone;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A message object as a phone shows it.
 *
 * @param sender the name that the message gives itself; empty: the account's
 * @param senderIcon what a page can show of its icon
 * @param bubble its content
 * @param quickReplies the buttons below the chat, while nothing newer is in it
 */
public record PhoneMessage(String sender, PhonePicture senderIcon, PhoneBubble bubble, List<PhoneAction> quickReplies) {

    private static final int MAX_QUICK_REPLIES = 13;

    /**
     * Of LINE's message object. Whatever is wrong with it is left out: it may be a draft.
     *
     * @param pictures which of its pictures the page can show
     */
    public static PhoneMessage of(JsonNode message, PhonePictures pictures) {
        return new PhoneMessage(
                message.at("/sender/name").asString(""),
                pictures.of(message.at("/sender/iconUrl").asString("")),
                BubbleReader.read(message, pictures),
                message.at("/quickReply/items")
                        .valueStream()
                        .limit(MAX_QUICK_REPLIES)
                        .map(item -> PhoneAction.of(item.path("action")))
                        .toList());
    }

    /** The same once something newer is in the chat. */
    public PhoneMessage withoutQuickReplies() {
        return new PhoneMessage(sender, senderIcon, bubble, List.of());
    }
}
