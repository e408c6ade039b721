package musubi.content.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import net.coobird.thumbnailator.Thumbnails;

/** Makes smaller and larger pictures of one. */
final class Scaling {

    /** The longest that a size is, in pixels: a narrow picture is not made wider than that allows. */
    private static final int MAX_HEIGHT = 4 * 1040;

    private Scaling() {}

    /**
     * Width and height in pixels.
     *
     * @param width at least 1
     * @param height at least 1
     */
    record Dimensions(int width, int height) {

        static Dimensions of(BufferedImage image) {
            return new Dimensions(image.getWidth(), image.getHeight());
        }

        /** The same proportions as wide as that, or less wide where it would be too high. */
        Dimensions wide(int wanted) {
            return within(wanted, MAX_HEIGHT);
        }

        /** The largest of the same proportions that has a place there. */
        Dimensions within(int maxWidth, int maxHeight) {
            var scale = Math.min((double) maxWidth / width, (double) maxHeight / height);
            return new Dimensions(scaled(width, scale, maxWidth), scaled(height, scale, maxHeight));
        }

        private static int scaled(int side, double scale, int most) {
            return Math.clamp(Math.round(side * scale), 1, most);
        }
    }

    /** Half as wide and high; each pixel is the average of four. */
    static BufferedImage half(BufferedImage image, int type) {
        var half = new BufferedImage(Math.max(1, image.getWidth() / 2), Math.max(1, image.getHeight() / 2), type);
        Pixels.draw(image, half);
        return half;
    }

    /** Halves it for as long as it stays larger than that. */
    static BufferedImage halved(BufferedImage image, Dimensions needed, int type) {
        var smaller = image;
        while (smaller.getWidth() >= 2 * needed.width() && smaller.getHeight() >= 2 * needed.height()) {
            smaller = half(smaller, type);
        }
        return smaller;
    }

    /** Exactly that large. */
    static BufferedImage to(BufferedImage image, Dimensions wanted, int type) throws IOException {
        return Thumbnails.of(image)
                .forceSize(wanted.width(), wanted.height())
                .imageType(type)
                .asBufferedImage();
    }
}
