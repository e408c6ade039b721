package musubi.message;

/**
 * A picture or video that was uploaded.
 *
 * @param url of it, public and never changing; a picture is below it in widths of 240, 300, 460, 700 and 1040, as
 *     {@code <url>/1040}, and as {@code /preview}; the file itself is {@code /original}
 * @param width in pixels
 * @param height in pixels
 */
public record Medium(Kind kind, String url, int width, int height) {

    public enum Kind {
        IMAGE,
        VIDEO
    }

    String original() {
        return url + "/original";
    }

    String preview() {
        return url + "/preview";
    }

    /** What is tapped in it is said in pixels of this height, where it is {@link CompiledMessage#WIDTH} wide. */
    public int mapHeight() {
        return Math.max(1, Math.round((float) CompiledMessage.WIDTH * height / width));
    }
}
