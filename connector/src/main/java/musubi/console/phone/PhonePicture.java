package musubi.console.phone;

/**
 * A picture of a message.
 *
 * @param source what an {@code img} can load; empty: the picture is elsewhere, and pages load nothing from there
 * @param address the picture's own; empty: there is none
 */
public record PhonePicture(String source, String address) {

    public static final PhonePicture NONE = new PhonePicture("", "");

    /** Whether the message has a picture here. */
    public boolean given() {
        return !address.isEmpty();
    }

    public boolean shown() {
        return !source.isEmpty();
    }
}
