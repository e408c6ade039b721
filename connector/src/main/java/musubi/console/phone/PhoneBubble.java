package musubi.console.phone;

import java.util.List;

/** The content of a message. */
public sealed interface PhoneBubble {

    /** Names the fragment that shows it. */
    default String kind() {
        return switch (this) {
            case Text _ -> "text";
            case Picture _ -> "picture";
            case Video _ -> "video";
            case Map _ -> "map";
            case Cards _ -> "cards";
            case Flex _ -> "flex";
            case Sticker _ -> "sticker";
            case Coupon _ -> "coupon";
            case Other _ -> "other";
        };
    }

    /** Words and LINE's emoji, in their order. */
    record Text(List<Piece> pieces) implements PhoneBubble {}

    /**
     * A piece of a text.
     *
     * @param emoji whether it is an emoji of LINE; then the text is empty
     * @param tap opens a page where it is an address, which LINE makes a link by itself
     */
    record Piece(String text, boolean emoji, PhoneAction tap) {

        Piece(String text, boolean emoji) {
            this(text, emoji, PhoneAction.NONE);
        }

        static Piece link(String address) {
            return new Piece(address, false, PhoneAction.open(address, address));
        }
    }

    /** An image. */
    record Picture(PhonePicture picture) implements PhoneBubble {}

    /**
     * A video.
     *
     * @param source what the page can play; empty: nothing
     */
    record Video(PhonePicture preview, String source) implements PhoneBubble {}

    /**
     * A rich message.
     *
     * @param height for a width of 1040
     * @param video whether a video plays in it
     */
    record Map(PhonePicture picture, String altText, int height, List<Area> areas, boolean video, PhoneAction more)
            implements PhoneBubble {}

    /** A rectangle that can be tapped. */
    record Area(int x, int y, int width, int height, PhoneAction action) {}

    /** One card or several to swipe. */
    record Cards(List<Card> cards) implements PhoneBubble {
        public boolean several() {
            return cards.size() > 1;
        }
    }

    /**
     * A card.
     *
     * @param square whether the picture is
     * @param over whether its only action is written over the picture
     */
    record Card(
            PhonePicture picture, boolean square, boolean over, String title, String text, List<PhoneAction> actions) {}

    /** One bubble or several to swipe. */
    record Flex(List<FlexBubble> bubbles) implements PhoneBubble {
        public boolean several() {
            return bubbles.size() > 1;
        }
    }

    /**
     * A bubble of a flex message.
     *
     * @param size LINE's word for its width
     * @param blocks header, hero, body and footer, as far as there are any
     */
    record FlexBubble(String size, List<FlexPart> blocks) {}

    /** A sticker, whose picture is LINE's. */
    record Sticker(String packageId, String stickerId) implements PhoneBubble {}

    /** A coupon, whose words are LINE's. */
    record Coupon(String couponId) implements PhoneBubble {}

    /** A kind that is not shown. */
    record Other(String type) implements PhoneBubble {}
}
