package musubi.content.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import musubi.content.MediaProblem;
import musubi.content.MediaRefusedException;
import net.coobird.thumbnailator.util.exif.ExifUtils;
import net.coobird.thumbnailator.util.exif.Orientation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes a picture whose head was checked. Of a large one only each second or third pixel of each second or third line is
 * kept while it is read, so that no picture takes more than {@value #MAX_BYTES} bytes of the heap.
 */
final class ReadPicture {

    private static final Logger LOG = LoggerFactory.getLogger(ReadPicture.class);

    /** A quarter of what may be uploaded, with the lines and columns that are left over: more than any phone shows. */
    private static final int MAX_PIXELS = 12_600_000;

    private static final int MAX_BYTES = 40 << 20;

    private ReadPicture() {}

    /** @throws MediaRefusedException when it cannot be decoded */
    static BufferedImage upright(FileKind kind, PictureHead head, Path file) {
        var step = step(head);
        var reader = reader(kind);
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in, true, kind == FileKind.PNG);
            var orientation = kind == FileKind.JPEG ? orientation(reader) : Orientation.TOP_LEFT;
            var how = reader.getDefaultReadParam();
            how.setSourceSubsampling(step, step, 0, 0);
            var image = reader.read(0, how);
            // transparency and palettes are kept as they are; only JPEG is turned, and has colour profiles
            return kind == FileKind.JPEG ? Pixels.upright(Pixels.plain(image), orientation) : image;
        } catch (IOException | RuntimeException e) {
            // decoders throw whatever comes to them when bytes make no sense
            throw new MediaRefusedException(MediaProblem.BROKEN, e);
        } finally {
            reader.dispose();
        }
    }

    private static int step(PictureHead head) {
        var step = 1;
        while (!fits(head, step)) {
            step++;
        }
        return step;
    }

    private static boolean fits(PictureHead head, int step) {
        var pixels = (long) Math.ceilDiv(head.width(), step) * Math.ceilDiv(head.height(), step);
        return pixels <= MAX_PIXELS && pixels * head.bytesPerPixel() <= MAX_BYTES;
    }

    private static ImageReader reader(FileKind kind) {
        // of two for JPEG, the first knows CMYK
        var readers = ImageIO.getImageReadersByFormatName(kind.name().toLowerCase(Locale.ROOT));
        if (!readers.hasNext()) {
            throw new IllegalStateException("no decoder of " + kind);
        }
        return readers.next();
    }

    private static Orientation orientation(ImageReader reader) {
        try {
            var found = ExifUtils.getExifOrientation(reader, 0);
            return found == null ? Orientation.TOP_LEFT : found;
        } catch (IOException | RuntimeException e) {
            LOG.debug("The metadata of a picture cannot be read", e);
            return Orientation.TOP_LEFT;
        }
    }
}
