package musubi.content.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import musubi.system.upload.SpooledFiles;

/** Encodes pictures, without any metadata. One that gets too long is encoded worse, then smaller. */
final class WritePicture {

    static final String JPEG = "image/jpeg";
    static final String PNG = "image/png";

    private static final float[] QUALITIES = {0.88f, 0.75f, 0.6f};

    private final SpooledFiles files;

    WritePicture(SpooledFiles files) {
        this.files = files;
    }

    /**
     * A picture as it was encoded.
     *
     * @param width in pixels
     * @param height in pixels
     */
    record Written(MadeFile file, int width, int height) {}

    /** As PNG; smaller than it is, where it would have more than that many bytes. */
    Written png(MediumSize size, BufferedImage image, long maxBytes) throws IOException {
        var path = files.create();
        var fitting = image;
        while (true) {
            writePng(fitting, path);
            var bytes = Files.size(path);
            if (bytes <= maxBytes || isSmallest(fitting)) {
                return written(size, PNG, path, bytes, fitting);
            }
            fitting = Scaling.half(fitting, BufferedImage.TYPE_4BYTE_ABGR);
        }
    }

    /** As JPEG, of less quality or smaller where it would have more than that many bytes. */
    Written jpeg(MediumSize size, BufferedImage image, long maxBytes) throws IOException {
        var path = files.create();
        var fitting = image.getColorModel().hasAlpha() || image.getColorModel().getPixelSize() > 24
                ? Scaling.half(image, BufferedImage.TYPE_3BYTE_BGR)
                : image;
        while (true) {
            for (var quality : QUALITIES) {
                writeJpeg(fitting, quality, path);
                var bytes = Files.size(path);
                if (bytes <= maxBytes || isSmallest(fitting)) {
                    return written(size, JPEG, path, bytes, fitting);
                }
            }
            fitting = Scaling.half(fitting, BufferedImage.TYPE_3BYTE_BGR);
        }
    }

    private static boolean isSmallest(BufferedImage image) {
        return image.getWidth() < 2 && image.getHeight() < 2;
    }

    private static Written written(MediumSize size, String type, Path path, long bytes, BufferedImage image) {
        return new Written(new MadeFile(size, type, path, bytes), image.getWidth(), image.getHeight());
    }

    private static void writePng(BufferedImage image, Path path) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        write(writer, writer.getDefaultWriteParam(), image, path);
    }

    private static void writeJpeg(BufferedImage image, float quality, Path path) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(quality);
        write(writer, how, image, path);
    }

    private static void write(ImageWriter writer, ImageWriteParam how, BufferedImage image, Path path)
            throws IOException {
        // the stream below begins at the start, and leaves what was longer before
        Files.newByteChannel(path, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                .close();
        try (var out = ImageIO.createImageOutputStream(path.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
    }
}
