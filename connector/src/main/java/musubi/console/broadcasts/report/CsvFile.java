package musubi.console.broadcasts.report;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import musubi.broadcast.report.NumbersCsv.Words;
import musubi.console.layout.Layout;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A file of numbers that the browser saves. */
final class CsvFile {

    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private CsvFile() {}

    /** The words of the reader's language. */
    static Words words(MessageSource messages, Layout layout) {
        Locale locale = layout.language().locale();
        return key -> messages.getMessage(key, null, locale);
    }

    static ResponseEntity<byte[]> of(String name, String text) {
        return ResponseEntity.ok()
                .contentType(CSV)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(text.getBytes(StandardCharsets.UTF_8));
    }
}
