package musubi.link;

import io.nayuki.qrcodegen.QrCode.Ecc;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import javax.imageio.ImageIO;

/**
 * The QR code of an address: error correction level M (up to 15 % may be damaged), with the quiet zone of four modules around it that
 * ISO 18004 requires.
 */
public final class QrCode {

    /** Smallest width and height in pixels. */
    public static final int MIN_SIZE = 128;
    /** Largest width and height in pixels. */
    public static final int MAX_SIZE = 4_096;

    private static final int QUIET = 4;
    private static final int WHITE = 0xFFFFFF;

    private final io.nayuki.qrcodegen.QrCode code;

    private QrCode(io.nayuki.qrcodegen.QrCode code) {
        this.code = code;
    }

    /**
     * The code of an address.
     *
     * @throws IllegalArgumentException when it is longer than a QR code holds (some 2,300 characters)
     */
    public static QrCode of(URI address) {
        try {
            return new QrCode(io.nayuki.qrcodegen.QrCode.encodeText(address.toString(), Ecc.MEDIUM));
        } catch (io.nayuki.qrcodegen.DataTooLongException e) {
            throw new IllegalArgumentException(
                    "address: %d characters".formatted(address.toString().length()), e);
        }
    }

    private int modules() {
        return code.size + 2 * QUIET;
    }

    /**
     * A PNG in black and white.
     *
     * @param size width and height in pixels, {@value #MIN_SIZE} to {@value #MAX_SIZE}; all modules have the same size, so the quiet zone
     *     takes the remainder
     */
    public byte[] png(int size) {
        if (size < MIN_SIZE || size > MAX_SIZE) {
            throw new IllegalArgumentException("size: %d (expected: %d..%d)".formatted(size, MIN_SIZE, MAX_SIZE));
        }
        var scale = Math.max(1, size / modules());
        var margin = Math.max(0, (size - scale * code.size) / 2);
        var image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY);
        for (var y = 0; y < size; y++) {
            for (var x = 0; x < size; x++) {
                // outside the code the library answers "light"
                if (!code.getModule(Math.floorDiv(x - margin, scale), Math.floorDiv(y - margin, scale))) {
                    image.setRGB(x, y, WHITE);
                }
            }
        }
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An SVG of any size.
     *
     * @param title a description for people who cannot see it
     */
    public String svg(String title) {
        var path = new StringBuilder();
        for (var y = 0; y < code.size; y++) {
            for (var x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append("M%d,%dh1v1h-1z".formatted(x + QUIET, y + QUIET));
                }
            }
        }
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" role="img" shape-rendering="crispEdges">
                <title>%2$s</title>
                <rect width="%1$d" height="%1$d" fill="#fff"/>
                <path d="%3$s" fill="#000"/>
                </svg>
                """.formatted(modules(), escaped(title), path);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
