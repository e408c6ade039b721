package musubi.content.media;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The sizes in which a picture can be fetched; a video has {@link #ORIGINAL} alone.
 *
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/#imagemap-message">Imagemap message</a>
 */
public enum MediumSize {
    WIDTH_1040("1040", 1040),
    WIDTH_700("700", 700),
    WIDTH_460("460", 460),
    WIDTH_300("300", 300),
    WIDTH_240("240", 240),
    /** At most a megabyte, LINE's limit of a preview. */
    PREVIEW("preview", 1040),
    ORIGINAL("original", 0);

    private final String segment;
    private final int width;

    MediumSize(String segment, int width) {
        this.segment = segment;
        this.width = width;
    }

    /** The sizes of imagemaps, the widest first. */
    static List<MediumSize> widths() {
        return List.of(WIDTH_1040, WIDTH_700, WIDTH_460, WIDTH_300, WIDTH_240);
    }

    static Optional<MediumSize> of(String segment) {
        return Arrays.stream(values())
                .filter(size -> size.segment.equals(segment))
                .findFirst();
    }

    /** The last part of its address. */
    String segment() {
        return segment;
    }

    /** In pixels. */
    int width() {
        return width;
    }
}
