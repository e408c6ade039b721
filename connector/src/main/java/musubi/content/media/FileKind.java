package musubi.content.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import musubi.content.MediaProblem;

/** What a file is, by its first bytes. Its name and the Content-Type that was sent are not looked at. */
enum FileKind {
    JPEG(MediaProblem.MAX_PICTURE, MediaProblem.PICTURE_TOO_LARGE, 0, "\u00ff\u00d8\u00ff"),
    PNG(MediaProblem.MAX_PICTURE, MediaProblem.PICTURE_TOO_LARGE, 0, "\u0089PNG\r\n\u001a\n"),
    MP4(MediaProblem.MAX_VIDEO, MediaProblem.VIDEO_TOO_LARGE, 4, "ftyp");

    /** Bytes that tell the kind. */
    static final int HEAD = 8;

    private final long maxBytes;
    private final MediaProblem tooLarge;
    private final int offset;
    private final String signature;

    /** @param signature a character for each byte */
    FileKind(long maxBytes, MediaProblem tooLarge, int offset, String signature) {
        this.maxBytes = maxBytes;
        this.tooLarge = tooLarge;
        this.offset = offset;
        this.signature = signature;
    }

    static Optional<FileKind> of(byte[] head) {
        var text = new String(head, StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(kind -> text.startsWith(kind.signature, kind.offset))
                .findFirst();
    }

    long maxBytes() {
        return maxBytes;
    }

    /** What a file is refused for that is longer. */
    MediaProblem tooLarge() {
        return tooLarge;
    }
}
