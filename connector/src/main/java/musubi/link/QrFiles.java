package musubi.link;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers with QR codes: shown inline, and saved under their title. */
public final class QrFiles {

    /** The media type of {@link #svg}. */
    public static final String SVG = "image/svg+xml";

    private QrFiles() {}

    /**
     * A PNG, for screens.
     *
     * @param size width and height in pixels, {@value QrCode#MIN_SIZE} to {@value QrCode#MAX_SIZE}
     */
    public static ResponseEntity<byte[]> png(URI address, String title, int size) {
        return file(QrCode.of(address).png(size), MediaType.IMAGE_PNG, title + ".png");
    }

    /** An SVG, for print. */
    public static ResponseEntity<byte[]> svg(URI address, String title) {
        return file(
                QrCode.of(address).svg("LINE: " + title).getBytes(StandardCharsets.UTF_8),
                MediaType.parseMediaType(SVG),
                title + ".svg");
    }

    private static ResponseEntity<byte[]> file(byte[] content, MediaType type, String name) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noCache())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename("LINE " + name.replaceAll("[\\\\/:*?\"<>|]", " "), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(content);
    }
}
