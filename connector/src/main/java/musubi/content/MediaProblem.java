package musubi.content;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** Why a file is not taken into the library. The texts are in the message bundle: {@code media.problem.<code>}. */
public enum MediaProblem {
    /** No JPEG, PNG or MP4, whatever its name says. */
    KIND,
    /** It ends before its end, or was cut while it was sent. */
    TRUNCATED,
    /** It begins as a picture or video does, but cannot be decoded. */
    BROKEN,
    /** A film of QuickTime, which LINE does not play. */
    QUICKTIME,
    /** An MP4 without pictures, or whose size cannot be read. */
    NO_VIDEO,
    /** A picture with more pixels than are decoded, or a longer side. */
    TOO_MANY_PIXELS,
    /** A progressive JPEG that would take too much memory. */
    PROGRESSIVE,
    /** A picture of more than 10 MB. */
    PICTURE_TOO_LARGE,
    /** A video of more than 200 MB. */
    VIDEO_TOO_LARGE,
    /** The connection has as many media, or as many bytes of them, as it may have. */
    LIBRARY_FULL,
    /** Too many pictures wait to be decoded. */
    BUSY;

    /** Bytes of a picture at most: LINE's limit. */
    public static final long MAX_PICTURE = 10L << 20;
    /** Bytes of a video at most: LINE's limit. */
    public static final long MAX_VIDEO = 200L << 20;
    /** Pixels of a picture at most. */
    public static final int MAX_PIXELS = 50_000_000;
    /** Pixels of a side of a picture at most. */
    public static final int MAX_SIDE = 30_000;

    /** What the problem is and what to do, to be resolved by the message bundles. */
    public MessageSourceResolvable text() {
        return new DefaultMessageSourceResolvable("media.problem." + this);
    }
}
