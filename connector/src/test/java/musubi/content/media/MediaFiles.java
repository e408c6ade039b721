package musubi.content.media;

import java.awt.Color;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Files as people, and attackers, upload them. */
public final class MediaFiles {

    private MediaFiles() {}

    /** Red, green, blue and white quarters: top left, top right, bottom left, bottom right. */
    public static BufferedImage quarters(int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        var graphics = image.createGraphics();
        var colours = new Color[] {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
        for (var each = 0; each < 4; each++) {
            graphics.setColor(colours[each]);
            graphics.fillRect(each % 2 * width / 2, each / 2 * height / 2, (width + 1) / 2, (height + 1) / 2);
        }
        graphics.dispose();
        return image;
    }

    public static byte[] jpeg(int width, int height) {
        return encoded("jpeg", quarters(width, height, BufferedImage.TYPE_3BYTE_BGR));
    }

    public static byte[] png(BufferedImage image) {
        return encoded("png", image);
    }

    public static byte[] encoded(String format, BufferedImage image) {
        try {
            var bytes = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException("format: " + format);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Noise, which no encoder makes small. */
    public static BufferedImage noise(int width, int height, int type) {
        var random = new Random(width * 31L + height);
        var image = new BufferedImage(width, height, type);
        var line = new int[width];
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                line[x] = random.nextInt();
            }
            image.setRGB(0, y, width, 1, line, 0, width);
        }
        return image;
    }

    public static byte[] progressive(BufferedImage image) {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var how = writer.getDefaultWriteParam();
        how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** With EXIF that says how the camera was held, and where. */
    public static byte[] turned(byte[] jpeg, int orientation) {
        var tiff = ByteBuffer.allocate(26 + 20);
        tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0);
        tiff.put("taken at a secret pla".getBytes(StandardCharsets.US_ASCII), 0, 20);
        var exif = new ByteArrayOutputStream();
        exif.writeBytes("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        exif.writeBytes(tiff.array());
        return withSegment(jpeg, 0xE1, exif.toByteArray());
    }

    /** With a colour profile. */
    public static byte[] profiled(byte[] jpeg, ICC_Profile profile) {
        var content = new ByteArrayOutputStream();
        content.writeBytes("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII));
        content.writeBytes(profile.getData());
        return withSegment(jpeg, 0xE2, content.toByteArray());
    }

    private static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        var all = ByteBuffer.allocate(jpeg.length + content.length + 4);
        all.put(jpeg, 0, 2)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (content.length + 2))
                .put(content);
        return all.put(jpeg, 2, jpeg.length - 2).array();
    }

    /** As Photoshop writes it: inverted, with Adobe's segment. All of it is cyan ink, which is shown as cyan. */
    public static byte[] cyanCmyk(int width, int height) {
        var inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                inks.setPixel(x, y, new int[] {0, 255, 255, 255});
            }
        }
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(inks, null, null), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var adobe = ByteBuffer.allocate(12)
                .put("Adobe".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 100)
                .putInt(0)
                .put((byte) 0);
        return withSegment(bytes.toByteArray(), 0xEE, adobe.array());
    }

    /** A PNG of 8 bits a channel, all black, and small. */
    public static byte[] blackPng(int width, int height, int colourType, int channels, byte[]... chunks) {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed, new Deflater(9), 1 << 16)) {
            var line = new byte[1 + width * channels];
            // of a bomb, its beginning will do
            for (var y = 0; y < Math.min(height, 60_000_000 / line.length * 5); y++) {
                out.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        var head = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 8)
                .put((byte) colourType);
        bytes.writeBytes(chunk("IHDR", head.array()));
        for (var each : chunks) {
            bytes.writeBytes(each);
        }
        bytes.writeBytes(chunk("IDAT", packed.toByteArray()));
        bytes.writeBytes(chunk("IEND", new byte[0]));
        return bytes.toByteArray();
    }

    /** A comment that is 200 MB once it is unpacked. */
    public static byte[] commentBomb() {
        var packed = new ByteArrayOutputStream();
        packed.writeBytes("Comment\0\0".getBytes(StandardCharsets.US_ASCII));
        try (var out = new DeflaterOutputStream(packed, new Deflater(9), 1 << 16)) {
            for (var each = 0; each < 200; each++) {
                out.write(new byte[1 << 20]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return chunk("zTXt", packed.toByteArray());
    }

    static byte[] chunk(String name, byte[] content) {
        var code = name.getBytes(StandardCharsets.US_ASCII);
        var sum = new CRC32();
        sum.update(code);
        sum.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(code)
                .put(content)
                .putInt((int) sum.getValue())
                .array();
    }

    /** A film of that size that lasts 2.5 s, with a place in its metadata. */
    public static byte[] mp4(int width, int height, int bytes) {
        return mp4("isom", "vide", width, height, false, bytes);
    }

    /**
     * A video.
     *
     * @param brand of the {@code ftyp} box
     * @param handler of the only track
     * @param onItsSide whether the matrix turns it by 90 degrees
     * @param bytes of pictures
     */
    public static byte[] mp4(String brand, String handler, int width, int height, boolean onItsSide, int bytes) {
        var track = ByteBuffer.allocate(84);
        track.position(40);
        var one = 0x10000;
        track.putInt(onItsSide ? 0 : one).putInt(onItsSide ? one : 0);
        track.position(76);
        track.putInt(width << 16).putInt(height << 16);
        var type = ByteBuffer.allocate(24);
        type.position(8);
        type.put(handler.getBytes(StandardCharsets.US_ASCII));
        var movie = ByteBuffer.allocate(100);
        movie.position(12);
        movie.putInt(1_000).putInt(2_500);
        var place = box("\u00a9xyz", "+35.6586+139.7454/".getBytes(StandardCharsets.US_ASCII));
        var all = new ByteArrayOutputStream();
        all.writeBytes(box("ftyp", (brand + "\0\0\0\1isom").getBytes(StandardCharsets.US_ASCII)));
        all.writeBytes(box(
                "moov",
                box("mvhd", movie.array()),
                box("trak", box("tkhd", track.array()), box("mdia", box("hdlr", type.array()))),
                box("udta", place)));
        var pictures = new byte[bytes];
        new Random(bytes).nextBytes(pictures);
        all.writeBytes(box("mdat", pictures));
        return all.toByteArray();
    }

    private static byte[] box(String name, byte[]... contents) {
        var all = new ByteArrayOutputStream();
        for (var content : contents) {
            all.writeBytes(content);
        }
        var box = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(box)) {
            out.writeInt(8 + all.size());
            out.write(name.getBytes(StandardCharsets.ISO_8859_1));
            out.write(all.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return box.toByteArray();
    }
}
