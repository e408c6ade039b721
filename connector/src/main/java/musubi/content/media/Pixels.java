package musubi.content.media;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.BitSet;
import net.coobird.thumbnailator.util.exif.Orientation;

/**
 * Changes of a decoded picture. The large ones are made in the memory that it has already: two large pictures would not fit
 * the heap.
 */
final class Pixels {

    /** Lines that are converted at a time. */
    private static final int LINES = 64;

    private Pixels() {}

    /** The picture in sRGB, with one byte for each channel side by side; made in place unless it is of a rare kind. */
    static BufferedImage plain(BufferedImage image) {
        var space = image.getColorModel().getColorSpace();
        if (isBytes(image) && (space.isCS_sRGB() || space.getType() == ColorSpace.TYPE_GRAY)) {
            return image;
        }
        if (isBytes(image)
                && space.getType() == ColorSpace.TYPE_RGB
                && !image.getColorModel().hasAlpha()) {
            return converted(image, space);
        }
        var drawn = new BufferedImage(
                image.getWidth(),
                image.getHeight(),
                image.getColorModel().hasAlpha() ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
        draw(image, drawn);
        return drawn;
    }

    private static boolean isBytes(BufferedImage image) {
        return image.getRaster().getDataBuffer() instanceof DataBufferByte buffer
                && buffer.getNumBanks() == 1
                && image.getSampleModel() instanceof PixelInterleavedSampleModel model
                && model.getPixelStride() == model.getNumBands()
                && model.getScanlineStride() == image.getWidth() * model.getPixelStride()
                && buffer.getData().length == image.getHeight() * model.getScanlineStride()
                && image.getColorModel() instanceof ComponentColorModel;
    }

    private static BufferedImage converted(BufferedImage image, ColorSpace from) {
        var srgb = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        var conversion = new ColorConvertOp(from, srgb, null);
        var raster = image.getRaster();
        for (var y = 0; y < image.getHeight(); y += LINES) {
            var lines = Math.min(LINES, image.getHeight() - y);
            var part = raster.createWritableChild(0, y, image.getWidth(), lines, 0, 0, null);
            part.setRect(conversion.filter(part, null));
        }
        return new BufferedImage(
                new ComponentColorModel(srgb, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE),
                raster,
                false,
                null);
    }

    static void draw(BufferedImage image, BufferedImage target) {
        Graphics2D graphics = target.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(image, 0, 0, target.getWidth(), target.getHeight(), null);
        } finally {
            graphics.dispose();
        }
    }

    /**
     * The picture as a camera meant it, made in place; the given one must not be used any more.
     *
     * @param image a {@linkplain #plain plain} one
     */
    static BufferedImage upright(BufferedImage image, Orientation orientation) {
        return switch (orientation) {
            case TOP_LEFT -> image;
            case TOP_RIGHT -> mirrored(image);
            case BOTTOM_RIGHT -> flipped(mirrored(image));
            case BOTTOM_LEFT -> flipped(image);
            case LEFT_TOP -> transposed(image);
            case RIGHT_TOP -> mirrored(transposed(image));
            case RIGHT_BOTTOM -> flipped(mirrored(transposed(image)));
            case LEFT_BOTTOM -> flipped(transposed(image));
        };
    }

    private static byte[] bytes(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    private static int bands(BufferedImage image) {
        return image.getSampleModel().getNumBands();
    }

    /** Left becomes right. */
    private static BufferedImage mirrored(BufferedImage image) {
        var data = bytes(image);
        var bands = bands(image);
        var width = image.getWidth();
        for (var y = 0; y < image.getHeight(); y++) {
            for (int left = y * width, right = left + width - 1; left < right; left++, right--) {
                swap(data, left * bands, right * bands, bands);
            }
        }
        return image;
    }

    /** Top becomes bottom. */
    private static BufferedImage flipped(BufferedImage image) {
        var data = bytes(image);
        var line = image.getWidth() * bands(image);
        for (int top = 0, bottom = image.getHeight() - 1; top < bottom; top++, bottom--) {
            swap(data, top * line, bottom * line, line);
        }
        return image;
    }

    private static void swap(byte[] data, int one, int other, int count) {
        for (var each = 0; each < count; each++) {
            var kept = data[one + each];
            data[one + each] = data[other + each];
            data[other + each] = kept;
        }
    }

    /** Rows become columns, following each cycle of the permutation once. */
    private static BufferedImage transposed(BufferedImage image) {
        var data = bytes(image);
        var bands = bands(image);
        var width = image.getWidth();
        var height = image.getHeight();
        var count = width * height;
        var moved = new BitSet(count);
        var carried = new byte[bands];
        for (var start = moved.nextClearBit(0); start < count; start = moved.nextClearBit(start + 1)) {
            System.arraycopy(data, start * bands, carried, 0, bands);
            var at = start;
            do {
                // pixel (x, y) goes to (y, x)
                at = at % width * height + at / width;
                for (var each = 0; each < bands; each++) {
                    var kept = data[at * bands + each];
                    data[at * bands + each] = carried[each];
                    carried[each] = kept;
                }
                moved.set(at);
            } while (at != start);
        }
        var model = (PixelInterleavedSampleModel) image.getSampleModel();
        var raster = Raster.createInterleavedRaster(
                image.getRaster().getDataBuffer(), height, width, height * bands, bands, model.getBandOffsets(), null);
        return new BufferedImage(image.getColorModel(), raster, false, null);
    }
}
