package musubi.message;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One of the things that a message shows, in order. An alt text is what LINE shows in notifications and the list of chats; where
 * there is none, it is the first text of the bubble, or the account speaks of a picture.
 */
public sealed interface Bubble {

    /**
     * A text.
     *
     * @param emojis LINE emoji, each in the place of a {@code $} of the text
     */
    record Text(String text, List<Emoji> emojis) implements Bubble {}

    /**
     * An emoji of LINE's own.
     *
     * @param index of its {@code $}, in UTF-16 units from 0
     */
    record Emoji(int index, String productId, String emojiId) {}

    /** A picture; with a link, all of it is tapped. */
    record Image(Optional<String> altText, Picture picture, Optional<String> link) implements Bubble {}

    /**
     * A video of our own.
     *
     * @param link offered when it has ended, with its label
     */
    record Video(Optional<String> altText, String mediaId, String previewMediaId, Optional<VideoLink> link)
            implements Bubble {}

    record VideoLink(String label, String uri) {}

    /** A picture as wide as the chat, with areas to tap. */
    record Rich(String mediaId, String altText, Areas areas) implements Bubble {}

    /** Where a {@link Rich} picture is tapped. */
    sealed interface Areas {

        /** By a template, which divides the picture: as many actions as it has parts. */
        record ByTemplate(RichTemplate template, List<Action> actions) implements Areas {}

        /** Each on its own. */
        record ByHand(List<Area> areas) implements Areas {}
    }

    /** In pixels of a picture that is 1,040 wide. */
    record Area(int x, int y, int width, int height, Action action) {}

    /** Cards beside each other, each with the same number of actions. */
    record Cards(Optional<String> altText, List<Card> cards) implements Bubble {}

    record Card(Optional<Picture> picture, Optional<String> title, String text, List<Action> actions) {}

    /** A text with buttons. */
    record Buttons(
            Optional<String> altText,
            Optional<Picture> picture,
            Optional<String> title,
            String text,
            List<Action> actions)
            implements Bubble {}

    /** A coupon that was made at LINE. */
    record Coupon(String couponId) implements Bubble {}

    record Sticker(String packageId, String stickerId) implements Bubble {}

    /** A flex message; tokens may stand in each string value. */
    record Flex(String altText, JsonNode contents) implements Bubble {}

    /** One message object of LINE as it is; tokens may stand in each string value. */
    record Json(JsonNode message) implements Bubble {}

    /** A picture of ours or at an address. */
    sealed interface Picture {

        record Own(String mediaId) implements Picture {}

        record Elsewhere(String url) implements Picture {}
    }
}
