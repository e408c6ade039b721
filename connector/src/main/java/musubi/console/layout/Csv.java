package musubi.console.layout;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.coyote.CloseNowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** Answers with a CSV file that spreadsheets open as it is meant. */
public final class Csv {

    /** Without it Excel takes UTF-8 for another encoding. */
    private static final char BOM = '\uFEFF';

    /** What a spreadsheet takes for the beginning of a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private static final Logger LOG = LoggerFactory.getLogger(Csv.class);

    private Csv() {}

    /**
     * Sends a file, row by row. Where the rows end with an exception, the connection is closed in the middle of the file: the
     * browser says that it is not complete, and nobody takes a part for all of it.
     *
     * @param name of the file, with its ending
     * @param rows gets what takes a row
     * @throws IOException when the browser went away, or the file is cut short
     */
    public static void send(HttpServletResponse response, String name, Consumer<Consumer<String[]>> rows)
            throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // not the response's own writer, which hides that the browser went away
        var out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        out.write(BOM);
        out.flush();
        response.flushBuffer();
        try {
            // closed only at the end: closing completes the file
            var writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out);
            rows.accept(row ->
                    writer.writeRecord(Arrays.stream(row).map(Csv::harmless).toArray(String[]::new)));
            writer.close();
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        } catch (RuntimeException e) {
            // without its message, which may quote what a friend wrote
            LOG.warn("The file {} is cut short by {}", name, e.getClass().getName());
            throw new CloseNowException("a file is cut short");
        }
    }

    /** An apostrophe before what would be a formula: the spreadsheet shows it as text. */
    static String harmless(String cell) {
        return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
