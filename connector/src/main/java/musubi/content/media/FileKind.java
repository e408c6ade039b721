package musubi.content.media;

import java.util.Arrays;
import java.util.Optional;
import musubi.content.MediaProblem;

/** What a file is, by its first bytes. Its name and the Content-Type that was sent are not looked at. */
enum FileKind {
    JPEG(MediaProblem.MAX_PICTURE, MediaProblem.PICTURE_TOO_LARGE, 0, 0xFF, 0xD8, 0xFF),
    PNG(MediaProblem.MAX_PICTURE, MediaProblem.PICTURE_TOO_LARGE, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'),
    MP4(MediaProblem.MAX_VIDEO, MediaProblem.VIDEO_TOO_LARGE, 4, 'f', 't', 'y', 'p');

    /** Bytes that tell the kind. */
    static final int HEAD = 8;

    private final long maxBytes;
    private final MediaProblem tooLarge;
    private final int offset;
    private final byte[] signature;

    FileKind(long maxBytes, MediaProblem tooLarge, int offset, int... signature) {
        this.maxBytes = maxBytes;
        this.tooLarge = tooLarge;
        this.offset = offset;
        this.signature = new byte[signature.length];
        for (var at = 0; at < signature.length; at++) {
            this.signature[at] = (byte) signature[at];
        }
    }

    static Optional<FileKind> of(byte[] head) {
        return Arrays.stream(values())
                .filter(kind -> head.length >= kind.offset + kind.signature.length
                        && Arrays.equals(
                                head,
                                kind.offset,
                                kind.offset + kind.signature.length,
                                kind.signature,
                                0,
                                kind.signature.length))
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
