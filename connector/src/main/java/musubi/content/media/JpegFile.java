package musubi.content.media;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import musubi.content.MediaProblem;
import musubi.content.MediaRefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the segments of a JPEG, to its end: a decoder fills what is missing with grey, and repeats as many scans as a
 * file has.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, annex B</a>
 */
final class JpegFile {

    /** Progressive files of real encoders have about ten. Each costs as much as the whole picture. */
    private static final int MAX_SCANS = 50;

    /** Of a progressive JPEG the decoder keeps all coefficients, two bytes each, outside of the heap. */
    private static final long MAX_COEFFICIENTS = 80_000_000;

    /** Four inks and the three colours that they are converted to, at the same time. */
    private static final int CMYK_BYTES = 8;

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int SOF_BASELINE = 0xC0;
    private static final int SOF_PROGRESSIVE = 0xC2;

    private final DataInputStream in;
    private @Nullable PictureHead head;
    private int scans;

    private JpegFile(DataInputStream in) {
        this.in = in;
    }

    /** @throws MediaRefusedException when it is cut, broken, or would cost too much */
    static PictureHead checked(Path path) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            return new JpegFile(in).read();
        } catch (EOFException cut) {
            throw new MediaRefusedException(MediaProblem.TRUNCATED, cut);
        }
    }

    private PictureHead read() throws IOException {
        if (in.readUnsignedByte() != 0xFF || in.readUnsignedByte() != SOI) {
            throw new MediaRefusedException(MediaProblem.BROKEN);
        }
        var marker = marker(in.readUnsignedByte());
        while (marker != EOI) {
            var length = in.readUnsignedShort() - 2;
            if (length < 0 || marker < 0xC0 || isRestart(marker)) {
                throw new MediaRefusedException(MediaProblem.BROKEN);
            }
            if (isFrame(marker)) {
                frame(marker, length);
            } else {
                in.skipNBytes(length);
            }
            marker = marker == SOS ? afterScan() : marker(in.readUnsignedByte());
        }
        var found = head;
        if (found == null || scans == 0) {
            throw new MediaRefusedException(MediaProblem.BROKEN);
        }
        return found;
    }

    private int marker(int first) throws IOException {
        if (first != 0xFF) {
            throw new MediaRefusedException(MediaProblem.BROKEN);
        }
        var code = 0xFF;
        while (code == 0xFF) {
            code = in.readUnsignedByte();
        }
        return code;
    }

    /** Huffman tables, arithmetic conditioning and the reserved marker stand among the frames. */
    private static boolean isFrame(int marker) {
        return marker >= SOF_BASELINE && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xD0 && marker <= 0xD7;
    }

    private void frame(int marker, int length) throws IOException {
        if (head != null || marker > SOF_PROGRESSIVE || length < 6 || in.readUnsignedByte() != 8) {
            throw new MediaRefusedException(MediaProblem.BROKEN);
        }
        var height = in.readUnsignedShort();
        var width = in.readUnsignedShort();
        var components = in.readUnsignedByte();
        if (components < 1 || components > 4 || length != 6 + 3 * components) {
            throw new MediaRefusedException(MediaProblem.BROKEN);
        }
        head = new PictureHead(width, height, components == 1 ? 1 : components == 3 ? 3 : CMYK_BYTES, false);
        var samples = new int[components];
        var most = 1;
        for (var each = 0; each < components; each++) {
            in.readUnsignedByte();
            var sampling = in.readUnsignedByte();
            in.readUnsignedByte();
            samples[each] = (sampling >> 4) * (sampling & 15);
            most = Math.max(most, samples[each]);
        }
        var coefficients = 0L;
        for (var each : samples) {
            coefficients += (long) width * height * each / most;
        }
        if (marker == SOF_PROGRESSIVE && coefficients > MAX_COEFFICIENTS) {
            throw new MediaRefusedException(MediaProblem.PROGRESSIVE);
        }
    }

    /** The marker that ends the data of a scan. */
    private int afterScan() throws IOException {
        if (head == null || ++scans > MAX_SCANS) {
            throw new MediaRefusedException(MediaProblem.BROKEN);
        }
        while (true) {
            if (in.readUnsignedByte() == 0xFF) {
                var code = 0xFF;
                while (code == 0xFF) {
                    code = in.readUnsignedByte();
                }
                if (code != 0 && !isRestart(code)) {
                    return code;
                }
            }
        }
    }
}
