package musubi.content.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import musubi.content.MediaProblem;
import musubi.content.MediaRefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the boxes of an MP4: which there are, the size of the picture and the duration. What a camera may have noted
 * in it (place, device) is blanked in place: the boxes get the name of empty space, and their bytes become zero.
 *
 * @see <a href="https://www.iso.org/standard/83102.html">ISO/IEC 14496-12, ISO base media file format</a>
 */
final class Mp4File {

    /** Boxes of a file at most; a film in short fragments has some thousands. */
    private static final int MAX_BOXES = 100_000;

    private static final int MAX_DEPTH = 4;
    private static final int BLANK = 16 << 10;
    private static final byte[] FREE = {'f', 'r', 'e', 'e'};

    /**
     * What an MP4 tells.
     *
     * @param width in pixels, as it is shown
     * @param height in pixels, as it is shown
     */
    record Video(int width, int height, Optional<Duration> duration) {}

    /** A picture track's size as it is shown, and whether it is one. */
    private static final class Track {
        private boolean video;
        private int width;
        private int height;
    }

    private final RandomAccessFile file;
    private int boxes;
    private boolean movie;
    private Optional<Duration> duration = Optional.empty();
    private @Nullable Track track;
    private @Nullable Track shown;

    private Mp4File(RandomAccessFile file) {
        this.file = file;
    }

    /**
     * Checks a file that begins with {@code ftyp}, and blanks its metadata.
     *
     * @throws MediaRefusedException when it is no film that LINE plays
     * @throws EOFException when it is cut
     */
    static Video checked(Path path) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            return new Mp4File(file).read();
        }
    }

    private Video read() throws IOException {
        var length = file.length();
        file.seek(8);
        if (name(file.readInt()).equals("qt  ")) {
            throw new MediaRefusedException(MediaProblem.QUICKTIME);
        }
        walk(0, length, 0);
        var found = shown;
        if (!movie || found == null) {
            throw new MediaRefusedException(MediaProblem.NO_VIDEO);
        }
        return new Video(found.width, found.height, duration);
    }

    private void walk(long from, long to, int depth) throws IOException {
        var at = from;
        while (at < to) {
            if (++boxes > MAX_BOXES || depth > MAX_DEPTH) {
                throw new MediaRefusedException(MediaProblem.BROKEN);
            }
            if (to - at < 8) {
                throw cutOrBroken(depth);
            }
            file.seek(at);
            long size = Integer.toUnsignedLong(file.readInt());
            var name = name(file.readInt());
            var head = 8;
            if (size == 1) {
                size = file.readLong();
                head = 16;
            } else if (size == 0 && depth == 0) {
                size = to - at;
            }
            if (size < head) {
                throw new MediaRefusedException(MediaProblem.BROKEN);
            }
            if (size > to - at) {
                throw cutOrBroken(depth);
            }
            box(name, at, at + head, at + size, depth);
            at += size;
        }
    }

    /** A box that is longer than the file is cut; one that is longer than the box around it is wrong. */
    private static IOException cutOrBroken(int depth) {
        if (depth == 0) {
            return new EOFException("a box goes on after the end of the file");
        }
        throw new MediaRefusedException(MediaProblem.BROKEN);
    }

    private void box(String name, long start, long content, long end, int depth) throws IOException {
        switch (name) {
            case "moov" -> {
                movie = true;
                walk(content, end, depth + 1);
            }
            case "mdia" -> walk(content, end, depth + 1);
            case "trak" -> {
                var one = new Track();
                track = one;
                walk(content, end, depth + 1);
                if (one.video && one.width > 0 && one.height > 0 && shown == null) {
                    shown = one;
                }
            }
            case "mvhd" -> duration(content);
            case "tkhd" -> size(content);
            case "hdlr" -> {
                file.seek(content + 8);
                if (track != null) {
                    track.video |= name(file.readInt()).equals("vide");
                }
            }
            case "udta", "meta", "uuid" -> blank(start, content, end);
            default -> {
                // sound and pictures, and where they are
            }
        }
    }

    private void duration(long content) throws IOException {
        file.seek(content);
        var wide = file.readByte() == 1;
        file.seek(content + (wide ? 20 : 12));
        var scale = Integer.toUnsignedLong(file.readInt());
        var units = wide ? file.readLong() : Integer.toUnsignedLong(file.readInt());
        // all bits set: not known
        if (scale > 0 && units > 0 && units < Long.MAX_VALUE / 1000 && (wide || units != 0xFFFF_FFFFL)) {
            duration = Optional.of(Duration.ofMillis(units * 1000 / scale));
        }
    }

    /** Width and height are the last eight bytes, as numbers of 16.16 bits; the matrix before them may turn the picture. */
    private void size(long content) throws IOException {
        file.seek(content);
        var wide = file.readByte() == 1;
        var matrix = content + (wide ? 52 : 40);
        file.seek(matrix);
        var straight = file.readInt();
        file.seek(matrix + 36);
        var width = file.readInt() >>> 16;
        var height = file.readInt() >>> 16;
        if (track != null) {
            track.width = straight == 0 ? height : width;
            track.height = straight == 0 ? width : height;
        }
    }

    private void blank(long start, long content, long end) throws IOException {
        file.seek(start + 4);
        file.write(FREE);
        file.seek(content);
        var zeros = new byte[BLANK];
        for (var left = end - content; left > 0; left -= BLANK) {
            file.write(zeros, 0, (int) Math.min(left, BLANK));
        }
    }

    private static String name(int code) {
        return new String(ByteBuffer.allocate(4).putInt(code).array(), StandardCharsets.ISO_8859_1);
    }
}
