package musubi.content.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import musubi.content.MediaRefusedException;
import musubi.content.media.Scaling.Dimensions;
import musubi.content.media.WritePicture.Written;
import musubi.system.upload.SpooledFiles;

/** Makes the sizes of one picture. The whole of it is given up before they are made. */
final class MakePicture {

    /** LINE's limit, whichever megabyte it means. */
    private static final long MAX_ORIGINAL = 10_000_000;
    /** LINE's limit of a preview. */
    private static final long MAX_PREVIEW = 1_000_000;

    static {
        // decoders of libraries are found by the class loader of the thread that looks first
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(MakePicture.class.getClassLoader());
        try {
            ImageIO.scanForPlugins();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private final FileKind kind;
    private final SpooledFiles files;
    private final WritePicture write;
    private boolean transparent;

    private MakePicture(FileKind kind, SpooledFiles files) {
        this.kind = kind;
        this.files = files;
        this.write = new WritePicture(files);
    }

    /**
     * Makes all sizes. The caller sees to it that one picture is made at a time.
     *
     * @throws MediaRefusedException when the picture is cut or broken, or too large to be decoded
     */
    static MadeMedium of(FileKind kind, Path file, SpooledFiles files) throws IOException {
        return new MakePicture(kind, files).make(file);
    }

    /** @param image not smaller than any size that is made of it, unless the picture is */
    private record Base(Written original, BufferedImage image) {}

    private MadeMedium make(Path file) throws IOException {
        var base = base(file);
        var whole = new Dimensions(base.original().width(), base.original().height());
        var made = new ArrayList<MadeFile>();
        made.add(base.original().file());
        var image = base.image();
        for (var size : MediumSize.widths()) {
            var sized = Scaling.to(image, whole.wide(size.width()), type());
            made.add(write(size, sized, MAX_ORIGINAL));
            image = sized.getWidth() < image.getWidth() ? sized : image;
            if (size == MediumSize.WIDTH_1040) {
                made.add(preview(image, whole));
            }
        }
        return new MadeMedium(whole.width(), whole.height(), Optional.empty(), List.copyOf(made), files);
    }

    /** Not larger than the picture itself. */
    private MadeFile preview(BufferedImage image, Dimensions whole) throws IOException {
        var most = MediumSize.PREVIEW.width();
        var small = whole.width() <= most && whole.height() <= most ? whole : whole.within(most, most);
        return write(MediumSize.PREVIEW, Scaling.to(image, small, type()), MAX_PREVIEW);
    }

    private Base base(Path file) throws IOException {
        var image = decoded(file);
        var original = original(image);
        var needed = Dimensions.of(image).wide(MediumSize.WIDTH_1040.width());
        return new Base(original, Scaling.halved(image, needed, type()));
    }

    private BufferedImage decoded(Path file) throws IOException {
        return switch (kind) {
            case JPEG -> ReadPicture.upright(kind, JpegFile.checked(file), file);
            case PNG -> {
                var needed = files.create();
                var head = PngFile.checked(file, needed);
                var image = ReadPicture.upright(kind, head, needed);
                transparent = head.mayBeTransparent() && isTransparent(image);
                yield image;
            }
            case MP4 -> throw new IllegalArgumentException("kind: MP4 (expected: a picture)");
        };
    }

    private static boolean isTransparent(BufferedImage image) {
        var line = new int[image.getWidth()];
        for (var y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, line.length, 1, line, 0, line.length);
            for (var pixel : line) {
                if (pixel >>> 24 != 0xFF) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Of its own kind: drawings stay sharp. A PNG that is too long and opaque becomes a JPEG. */
    private Written original(BufferedImage image) throws IOException {
        if (kind == FileKind.JPEG) {
            return write.jpeg(MediumSize.ORIGINAL, image, MAX_ORIGINAL);
        }
        if (transparent) {
            return write.png(MediumSize.ORIGINAL, image, MAX_ORIGINAL);
        }
        var png = write.png(MediumSize.ORIGINAL, image, Long.MAX_VALUE);
        return png.file().bytes() <= MAX_ORIGINAL ? png : write.jpeg(MediumSize.ORIGINAL, image, MAX_ORIGINAL);
    }

    private MadeFile write(MediumSize size, BufferedImage image, long maxBytes) throws IOException {
        return (transparent ? write.png(size, image, maxBytes) : write.jpeg(size, image, maxBytes)).file();
    }

    private int type() {
        return transparent ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR;
    }
}
