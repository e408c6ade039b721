package musubi.content.media;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.CRC32;
import musubi.content.MediaProblem;
import musubi.content.MediaRefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the chunks of a PNG, to its end, and copies those that make the picture. The others never reach a decoder:
 * some are compressed, and may be small here and huge there.
 *
 * @see <a href="https://www.w3.org/TR/png-3/#5DataRep">PNG, third edition, section 5</a>
 */
final class PngFile {

    private static final Set<String> COPIED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    private static final int HEAD_BYTES = 13;
    private static final int PALETTE = 3;
    private static final int BUFFER = 16 << 10;

    private final DataInputStream in;
    private final DataOutputStream out;
    private @Nullable PictureHead head;
    private boolean data;

    private PngFile(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Checks a PNG, and writes what is needed of it.
     *
     * @throws MediaRefusedException when it is cut or broken, or has too many pixels
     */
    static PictureHead checked(Path path, Path needed) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)));
                var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(needed)))) {
            return new PngFile(in, out).read();
        } catch (EOFException cut) {
            throw new MediaRefusedException(MediaProblem.TRUNCATED, cut);
        }
    }

    private PictureHead read() throws IOException {
        out.writeLong(in.readLong());
        for (var name = chunk(); !name.equals("IEND"); name = chunk()) {
            data |= name.equals("IDAT");
        }
        var found = head;
        if (found == null || !data) {
            throw broken();
        }
        return found;
    }

    private static MediaRefusedException broken() {
        return new MediaRefusedException(MediaProblem.BROKEN);
    }

    private String chunk() throws IOException {
        var length = in.readInt();
        var code = in.readNBytes(4);
        var name = new String(code, StandardCharsets.ISO_8859_1);
        if (code.length < 4) {
            throw new EOFException("no name of a chunk");
        }
        if (length < 0 || (head == null) != name.equals("IHDR")) {
            throw broken();
        }
        var copied = COPIED.contains(name);
        if (copied) {
            out.writeInt(length);
            out.write(code);
        }
        var sum = new CRC32();
        sum.update(code);
        if (name.equals("IHDR")) {
            head(length, sum);
        } else {
            content(length, copied, sum);
        }
        var told = in.readInt();
        if ((int) sum.getValue() != told) {
            throw broken();
        }
        if (copied) {
            out.writeInt(told);
        }
        if (name.equals("tRNS") && head != null) {
            head = new PictureHead(head.width(), head.height(), head.bytesPerPixel(), true);
        }
        return name;
    }

    private void head(int length, CRC32 sum) throws IOException {
        if (length != HEAD_BYTES) {
            throw broken();
        }
        var bytes = new byte[HEAD_BYTES];
        in.readFully(bytes);
        sum.update(bytes);
        out.write(bytes);
        var depth = bytes[8];
        var colour = bytes[9];
        var channels = switch (colour) {
            case 0, PALETTE -> 1;
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> throw broken();
        };
        // what Java 2D does not draw as it is, it converts to four bytes a pixel first
        var bytesPerPixel = depth == 16 ? 2 * channels + 4 : channels == 2 ? channels + 4 : channels;
        head = new PictureHead(number(bytes, 0), number(bytes, 4), bytesPerPixel, colour == 4 || colour == 6);
    }

    private static int number(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at);
    }

    private void content(int length, boolean copied, CRC32 sum) throws IOException {
        var buffer = new byte[BUFFER];
        for (var left = length; left > 0; ) {
            var count = in.read(buffer, 0, Math.min(left, BUFFER));
            if (count < 0) {
                throw new EOFException("a chunk goes on after the end of the file");
            }
            sum.update(buffer, 0, count);
            if (copied) {
                out.write(buffer, 0, count);
            }
            left -= count;
        }
    }
}
